import { isObjectType } from 'graphql';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { FetchDocuments } from '../gateway/calls/fetch-document.ts';
import { inProcessCall } from '../gateway/calls/in-process-call.ts';
import type { SubgraphCall } from '../gateway/calls/subgraph-call.ts';
import { setCall } from '../gateway/engines/hub/sets/set-call.ts';
import { systemClock } from '../kit/context.ts';
import { HubError } from '../kit/errors/hub-error.ts';
import type { RunningSubgraph, SubgraphModule } from '../kit/subgraph/module.ts';
import { memorySource, testContext, type MemorySource } from '../kit/test-servers/memory-source.ts';
import { moduleUrl, registry } from '../schema/registry.ts';
import { selectAll } from './auto-query.ts';
import { madeRows } from './made-rows.ts';

const log = pino({ level: 'silent' });
const documents = new FetchDocuments();
const impossible: SubgraphCall = () => Promise.reject(new Error('sets were not enough'));

async function start(name: string): Promise<{ subgraph: RunningSubgraph; sources: MemorySource[] }> {
  const { default: module } = (await import(moduleUrl(name))) as { default: SubgraphModule };
  // Every seventh row is broken: an amount without a currency, a value that the graph promises and the row lacks.
  const broken = (row: Readonly<Record<string, string | number | boolean | null>>, at: number) =>
    at % 7 === 3
      ? { ...row, currency: null, placed_at: null, opened_at: null, occurred_at: null, issued_on: null }
      : row;
  const rows = Object.entries(madeRows(module.relations)).map(
    ([relation, all]) => [relation, all.map(broken)] as const,
  );
  const sources = ['left', 'right'].map((system) => memorySource(system, Object.fromEntries(rows)));
  return { subgraph: await module.start({ sources, env: {}, log, clock: systemClock }), sources };
}

const representations = [1, 2, 3, 77].map((at) => ({
  __typename: 'Customer',
  id: String(at),
  accounts: ['left', 'right'].map((system) => ({ system, id: `A${String(at)}` })),
}));

/** The answer of sets and that of graphql-js on the schema, both as text, with the statements that they took. */
async function both(
  name: string,
  query: string,
  variables: Record<string, unknown>,
  prepare?: (s: MemorySource[]) => void,
) {
  const answers: { data: string; errors: string[]; statements: number }[] = [];
  for (const kind of ['sets', 'schema']) {
    const { subgraph, sources } = await start(name);
    prepare?.(sources);
    const fetch = documents.get(query);
    const call =
      kind === 'sets'
        ? setCall(fetch, subgraph, { otherwise: impossible, own: new Map(), later: new Map(), log })
        : inProcessCall(subgraph, log);
    const { data, errors } = await call({ text: query, fetch, variables }, testContext());
    answers.push({
      data: JSON.stringify(sorted(data)),
      errors: errors
        .map(({ message, path, extensions }) => `${path?.join('/') ?? ''} ${String(extensions['code'])} ${message}`)
        .sort(),
      statements: sources.reduce((sum, { asked }) => sum + asked.length, 0),
    });
  }
  return { sets: answers[0], schema: answers[1] };
}

/** Fields come in any order inside a fetch: the writer of the answer orders them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

const domains = registry.filter(({ name }) => name !== 'customer').map(({ name }) => name);

describe.each(domains)('%s', (name) => {
  const everything = async (): Promise<string> => {
    const { subgraph } = await start(name);
    const type = subgraph.schema.getType('Customer');
    if (!isObjectType(type)) throw new Error('no Customer');
    return `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Customer ${selectAll(type, 4)} } }`;
  };

  test('sets give what the schema gives, in as many statements', async () => {
    const { sets, schema } = await both(name, await everything(), { representations });
    expect(sets).toEqual(schema);
    expect(sets?.data.length).toBeGreaterThan(500);
  });

  test('also when a system is down', async () => {
    const fault = new HubError('LEGACY_UNAVAILABLE', 'down', { system: 'right' });
    const { sets, schema } = await both(name, await everything(), { representations }, ([, right]) => {
      if (right) right.fault = fault;
    });
    expect(sets).toEqual(schema);
    expect(sets?.errors.length).toBeGreaterThan(0);
  });
});

test('arguments, variables, defaults and aliases are read as graphql-js reads them', async () => {
  const query = `query ($representations: [_Any!]!, $first: Int = 2, $where: OrderFilter, $bad: Int) {
    _entities(representations: $representations) { ... on Customer { __typename
      orders(first: $first, where: $where) { edges { cursor node { id lines { number } } } totalCount }
      all: orders(first: 5) { nodes { status } pageInfo { hasNextPage } }
      none: orders(first: 0) { nodes { id } }
      after: orders(first: $bad, after: "x") { nodes { id } } } } }`;
  for (const variables of [{}, { first: 1, where: { status: ['OPEN', 'CLOSED'] } }, { first: null, bad: 3 }]) {
    const { sets, schema } = await both('sales-order', query, { representations, ...variables });
    expect(sets).toEqual(schema);
  }
});
