import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../context.ts';
import { HubError } from '../errors/hub-error.ts';
import { withAbortSignal } from '../lifetime.ts';
import type { RunningSubgraph } from './module.ts';
import { serveSubgraph, type Served } from './serve.ts';

const seen: RequestContext[] = [];
let ready = true;
const typeDefs = parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  type Thing @key(fields: "id") { id: ID! name: String }
  type Query { wait(ms: Int!): Int fails: Int breaks: Int }`);
const resolvers = {
  Query: {
    wait: async (_: unknown, { ms }: { ms: number }, context: unknown) => {
      const { signal, ledger } = context as RequestContext;
      seen.push(context as RequestContext);
      await withAbortSignal(signal, (real) => sleep(ms, undefined, { signal: real }));
      ledger.record('things-db', 'OK', ms, '2026-01-01T00:00:00Z');
      return ms;
    },
    fails: () => {
      throw new HubError('LEGACY_TIMEOUT', 'System things-db did not answer.', { system: 'things-db' });
    },
    breaks: () => {
      throw new Error('select secret from db.internal');
    },
  },
  Thing: { __resolveReference: ({ id }: { id: string }) => (id === '2' ? null : { id, name: `Thing ${id}` }) },
};
const subgraph: RunningSubgraph = {
  name: 'things',
  schema: buildSubgraphSchema({ typeDefs, resolvers }),
  sets: null,
  ready: async () => (ready ? undefined : Promise.reject(new Error('down'))),
  stop: async () => undefined,
};

let served: Served;
beforeAll(async () => {
  served = await serveSubgraph(subgraph, { log: pino({ level: 'silent' }), requestTimeoutMs: 2_000 });
});
afterAll(() => served.stop());

interface Json {
  readonly data: { readonly _service: { readonly sdl: string }; readonly _entities: unknown };
  readonly errors: readonly { readonly extensions: { readonly code: string } }[];
  readonly extensions: unknown;
}

async function ask(
  query: string,
  options: { variables?: object; headers?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const response = await fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options.headers },
    body: JSON.stringify({ query, variables: options.variables }),
    ...(options.signal && { signal: options.signal }),
  });
  return {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    json: (await response.json()) as Json,
  };
}

describe('a subgraph over HTTP', () => {
  it('tells any router its schema', async () => {
    expect((await ask('{ _service { sdl } }')).json.data._service.sdl).toContain('type Thing');
  });

  it('answers entities in order, with null for the unknown', async () => {
    const representations = ['3', '2', '1'].map((id) => ({ __typename: 'Thing', id }));
    const query =
      'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Thing { name } } }';
    expect((await ask(query, { variables: { representations } })).json.data._entities).toEqual([
      { name: 'Thing 3' },
      null,
      { name: 'Thing 1' },
    ]);
  });

  it('says which sources answered, and keeps the request id', async () => {
    const answer = await ask('{ wait(ms: 1) }', { headers: { 'x-request-id': 'r-9' } });
    expect(answer.requestId).toBe('r-9');
    expect(answer.json.extensions).toEqual({
      sources: [{ system: 'things-db', status: 'OK', ms: 1, asOf: '2026-01-01T00:00:00Z', statements: 1 }],
    });
  });

  it('gives coded errors that name it, and no secrets', async () => {
    const { json } = await ask('{ fails breaks }', { headers: { 'x-request-id': 'r-10' } });
    expect(json.errors).toEqual([
      {
        message: 'System things-db did not answer.',
        path: ['fails'],
        extensions: { code: 'LEGACY_TIMEOUT', system: 'things-db', subgraph: 'things' },
      },
      {
        message: 'An internal fault; the log has it under request r-10.',
        path: ['breaks'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', subgraph: 'things', requestId: 'r-10' },
      },
    ]);
  });

  it.each([
    ['its caller', '150', 100, 400],
    ['its own limit when the caller asks for more', '99999999', 1_900, 2_400],
    ['its own limit when the header is odd', '-5; drop', 1_900, 2_400],
  ])('stops at the deadline of %s', async (_, header, least, most) => {
    const from = performance.now();
    const { json } = await ask('{ wait(ms: 5000) }', { headers: { 'x-hub-deadline-ms': header } });
    expect(json.errors[0]?.extensions.code).toBe('REQUEST_CANCELLED');
    expect(performance.now() - from).toBeGreaterThan(least);
    expect(performance.now() - from).toBeLessThan(most);
  });

  it('stops its work when the client leaves', async () => {
    seen.length = 0;
    const client = new AbortController();
    const asked = ask('{ wait(ms: 1900) }', { signal: client.signal });
    await expect.poll(() => seen.length).toBe(1);
    client.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await expect.poll(() => seen[0]?.signal.aborted).toBe(true);
  });

  it('is ready when its subgraph is', async () => {
    const at = new URL('/health/ready', served.url);
    expect((await fetch(at)).status).toBe(200);
    ready = false;
    const answer = await fetch(at);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'not ready', missing: { things: 'not ready' } },
    ]);
    ready = true;
  });

  it('ends requests in flight before it stops', async () => {
    const other = await serveSubgraph(subgraph, { log: pino({ level: 'silent' }) });
    seen.length = 0;
    const asked = fetch(other.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ wait(ms: 200) }"}',
    });
    await expect.poll(() => seen.length).toBe(1);
    await other.stop();
    expect(await (await asked).json()).toMatchObject({ data: { wait: 200 } });
    await expect(fetch(other.url)).rejects.toThrow();
  });
});
