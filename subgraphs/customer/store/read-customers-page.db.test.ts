import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';
import { prepared } from './prepared.ts';
import { pageStatement, type PageOptions } from './read-customers-page.ts';
import type { Query } from './reader.ts';

let hub: HubDatabase;
let subgraph: TestSubgraph;

// Many share a name, some have none, some are written in other scripts: ties and edges of the order.
const firsts = ['Anna', 'anna', 'Bert', 'Ömer', 'Zoë', '小明', ''];
const accounts = Array.from({ length: 1_000 }, (_, at) => {
  const first = firsts[at % firsts.length] ?? '';
  return {
    account_id: String(at),
    kind: at % 3 === 0 ? ('ORGANIZATION' as const) : ('PERSON' as const),
    name: first === '' ? null : `${first} ${String.fromCharCode(65 + (at % 5))}`,
    country: at % 4 === 0 ? 'CN' : 'DE',
  };
});

interface Page {
  nodes: { id: string; displayName: string | null }[];
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

async function walk(args: string, first: number): Promise<string[]> {
  const seen: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < 200; pages += 1) {
    const { data, errors, statements } = await subgraph.ask(
      `query($after: String, $first: Int) { customers(${args} first: $first, after: $after) {
        nodes { id displayName } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
      { after, first },
    );
    expect(errors).toEqual([]);
    expect(statements).toBe(1);
    const page = data?.['customers'] as Page;
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(page.edges.map((edge) => edge.node.id)).toEqual(page.nodes.map((node) => node.id));
    seen.push(...page.nodes.map((node) => node.id));
    if (!page.pageInfo.hasNextPage) return seen;
    expect(page.nodes).toHaveLength(first);
    after = page.pageInfo.endCursor;
  }
  throw new Error('the pages do not end');
}

const oracle = async (sql: string): Promise<string[]> => (await hub.rows<{ id: string }>(sql)).map((row) => row.id);

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([new MemorySource('a', accounts.slice(0, 600)), new MemorySource('b', accounts.slice(600))]);
  await hub.rows('analyze customer');
  subgraph = await runSubgraph(hub.url);
});
afterAll(async () => {
  await subgraph.running.stop();
  await hub.drop();
});

const none: Selection = { fields: [], has: () => false, child: () => none };

const statement = (options: Partial<PageOptions>): Query =>
  pageStatement({
    where: {},
    orderBy: 'NAME_ASC',
    limit: 51,
    after: null,
    withPlaces: false,
    selection: none,
    ...options,
  });

describe('the statement of a page', () => {
  const after = { nameKey: 'bert', id: '5' };
  test.each<[string, Partial<PageOptions>]>([
    ['the first', {}],
    ['by name', { after }],
    ['by name, backwards', { after, orderBy: 'NAME_DESC' }],
    ['by id', { after, orderBy: 'ID_ASC' }],
    ['of another size', { after, orderBy: 'ID_ASC', limit: 7 }],
  ])('%s, without filters, is planned once', async (_, options) => {
    const { sql, bindings } = statement(options);
    await hub.store.transaction(async (trx) => {
      for (let run = 0; run < 20; run += 1) await prepared(trx, sql, bindings);
      const { rows } = await trx.raw<{ rows: { kept: number }[] }>(
        'select generic_plans::int as kept from pg_prepared_statements where statement = ?',
        [sql],
      );
      expect(rows[0]?.kept).toBeGreaterThan(10);
    });
  });

  test('has its size in the text only without filters, in few sizes', () => {
    expect(statement({ limit: 51 }).sql).toBe(statement({ limit: 64 }).sql);
    expect(statement({ limit: 1001 }).sql).toContain('limit 1024');
    expect(statement({ where: { country: ['CN'] } }).sql.match(/limit \S+/g)).toEqual(['limit $1)']);
  });
});

describe('customers', () => {
  test.each([
    ['NAME_ASC', 'order by name_key collate "C", customer_id collate "C"'],
    ['NAME_DESC', 'order by name_key collate "C" desc, customer_id collate "C" desc'],
    ['ID_ASC', 'order by customer_id collate "C"'],
  ])('%s: 1,000 customers come page by page, each once, in order', async (order, by) => {
    const expected = await oracle(`select customer_id as id from customer ${by}`);
    expect(expected).toHaveLength(1_000);
    expect(await walk(`orderBy: ${order}`, 37)).toEqual(expected);
  });

  test('names sort without regard to case and accents; customers without a name come last', async () => {
    const { data } = await subgraph.ask(
      '{ customers(first: 100) { nodes { displayName } } last: customers(orderBy: NAME_DESC, first: 1) { nodes { displayName } } }',
    );
    const names = (data?.['customers'] as Page).nodes.map((node) => node.displayName?.slice(0, 4));
    expect(new Set(names)).toEqual(new Set(['Anna', 'anna']));
    expect((data?.['last'] as Page).nodes[0]?.displayName).toBeNull();
  });

  test.each([
    ['where: { kind: PERSON }', `kind = 'PERSON'`],
    ['where: { system: ["b"] }', `'b' = any(systems)`],
    ['where: { system: ["b", "nobody"], country: ["cn"] }', `'b' = any(systems) and 'CN' = any(countries)`],
    ['where: { country: [] }', 'false'],
  ])('%s leaves the others out, also in the count', async (where, condition) => {
    const expected = await oracle(
      `select customer_id as id from customer where ${condition} order by name_key, customer_id`,
    );
    if (condition !== 'false') expect(expected.length).toBeGreaterThan(50);
    expect(await walk(where, 100)).toEqual(expected);
    const { data, statements } = await subgraph.ask(`{ customers(${where}) { totalCount } }`);
    expect(data).toEqual({ customers: { totalCount: expected.length } });
    expect(statements).toBe(1);
  });

  test('a page that ends with the last customer has no next page', async () => {
    const { data } = await subgraph.ask(
      '{ customers(where: { country: ["XX"] }, first: 5) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }',
    );
    expect(data).toEqual({
      customers: { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } },
    });
    expect(await walk('', 100)).toHaveLength(1_000);
  });

  test('a page of 1,000 is the whole list; one more is refused', async () => {
    expect(await walk('', 1_000)).toEqual(await walk('', 100));
    const { errors } = await subgraph.ask('{ customers(first: 1001) { nodes { id } } }');
    expect(errors.map(({ message }) => message)).toEqual([
      'first: expected 1 to 1000, found 1001. Ask for less and follow pageInfo.endCursor.',
    ]);
  });

  test('a cursor of another order is refused', async () => {
    const { data } = await subgraph.ask('{ customers(first: 1) { pageInfo { endCursor } } }');
    const cursor = (data?.['customers'] as Page).pageInfo.endCursor;
    const { errors } = await subgraph.ask(
      'query($c: String) { customers(orderBy: ID_ASC, after: $c) { nodes { id } } }',
      { c: cursor },
    );
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
