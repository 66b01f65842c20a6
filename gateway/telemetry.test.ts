import { diag, DiagLogLevel } from '@opentelemetry/api';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../kit/errors/hub-error.ts';
import { serveSubgraph, type Served } from '../kit/subgraph/serve.ts';
import { recorded, treeOf, type Recorded } from '../kit/telemetry/testing/recorded.ts';
import { gatewayEngine } from '../kit/test-servers/gateway-engine.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { keptGateway } from './testing/kept-gateway.ts';
import { calm, madeSubgraph, type Made } from './testing/made-subgraphs.ts';

const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const query = 'query Greetings { people(first: 2) { id letters { subject } visits { at } } }';

let gateway: Recorded;
let remote: Recorded;
let letters: Made;
let served: Served;
let hub: UnderTest;

beforeAll(async () => {
  gateway = recorded('gateway');
  remote = recorded('letters');
  letters = madeSubgraph('letters');
  served = await serveSubgraph(letters, { log: pino({ level: 'silent' }), telemetry: remote });
  hub = await gatewayUnderTest({ addresses: { letters: served.url }, telemetry: gateway, subgraphTimeoutMs: 2_000 });
});
afterEach(() => {
  diag.disable();
  Object.assign(letters.mood, calm());
  for (const one of Object.values(hub.made)) Object.assign(one.mood, calm());
  gateway.clear();
  remote.clear();
});
afterAll(async () => {
  await hub.stop();
  await served.stop();
});

/** Spans end when the connection is done with a request, which the client may learn first. */
const ended = async (): Promise<void> => {
  await expect.poll(() => gateway.spans().some(({ name }) => name === 'POST /graphql')).toBe(true);
};

describe('the traces of a gateway', () => {
  it.runIf(gatewayEngine() === 'hub')(
    'go from HTTP over the operation to its fetches, and on into a remote subgraph',
    async () => {
      await hub.ask(query);
      await ended();
      await expect.poll(() => remote.spans().length).toBe(4);
      expect(treeOf([...gateway.spans(), ...remote.spans()])).toBe(
        [
          'POST /graphql (server)',
          '  query (internal)',
          '    fetch letters (client)',
          '      POST /graphql (server)',
          '        query (internal)',
          '          graphql.parse (internal)',
          '          graphql.validate (internal)',
          '    fetch people (internal)',
          '    fetch visits (internal)',
          '    graphql.compile (internal)',
          '      graphql.plan (internal)',
          '    graphql.parse (internal)',
          '    graphql.validate (internal)',
        ].join('\n'),
      );
      gateway.clear();
      await hub.ask(query);
      await ended();
      expect(gateway.tree()).not.toContain('graphql.');
    },
  );

  it('continue the trace of the caller, and say so to whom they call', async () => {
    await hub.ask(
      query,
      {},
      { headers: { traceparent: `00-${caller.traceId}-${caller.spanId}-01`, tracestate: 'a=1' } },
    );
    await ended();
    const [http] = gateway.spans().filter(({ name }) => name === 'POST /graphql');
    expect(http?.parentSpanContext).toMatchObject({ ...caller, isRemote: true });
    expect(http?.resource.attributes['service.name']).toBe('gateway');
    await expect.poll(() => remote.spans().map((span) => span.spanContext().traceId)).toContain(caller.traceId);
    expect(remote.spans()[0]?.spanContext().traceState?.serialize()).toBe('a=1');
  });

  it('are none when the caller does not sample, and the remote subgraph hears of that', async () => {
    const traceparent = `00-${caller.traceId}-${caller.spanId}-00`;
    expect((await hub.ask(query, {}, { headers: { traceparent } })).errors).toEqual([]);
    await hub.ask('{ visitors }');
    await ended();
    expect([...gateway.spans(), ...remote.spans()].map((span) => span.spanContext().traceId)).not.toContain(
      caller.traceId,
    );
  });

  it('begin anew when the caller sends what is no trace', async () => {
    await hub.ask(query, {}, { headers: { traceparent: 'nonsense' } });
    await ended();
    expect(gateway.spans().at(-1)?.parentSpanContext).toBeUndefined();
  });

  it('never hold what a client wrote: variables, literals, addresses of pages, cookies', async () => {
    await hub.ask('query Q($id: ID!) { person(id: $id) { name } other: person(id: "Weber-2") { id } }', {
      id: 'Weber-1',
    });
    await ended();
    gateway.clear();
    const search = new URLSearchParams({ query: '{ person(id: "Weber-3") { id } }' });
    await fetch(`${hub.url}?${search.toString()}`, {
      headers: { 'apollo-require-preflight': '1', 'user-agent': 'Weber-4', cookie: 'Weber-5' },
    });
    await expect.poll(() => gateway.tree()).toContain('GET /graphql');
    const all = JSON.stringify(
      gateway.spans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
    );
    expect(all).toContain('person(id: \\"\\")');
    expect(all).not.toContain('Weber');
    expect(all).not.toContain('127.0.0.1');
  });

  it('name the operation, and what went wrong by its code alone', async () => {
    hub.made.people.mood.fault = new HubError('LEGACY_TIMEOUT', 'Weber is slow', { system: 'crm' });
    await hub.ask('query Faulty { people(first: 1) { fault } }');
    await ended();
    const operation = gateway.spans().find(({ name }) => name === 'query');
    expect(operation?.attributes).toMatchObject({
      'graphql.operation.name': 'Faulty',
      'graphql.operation.type': 'query',
      'error.type': 'LEGACY_TIMEOUT',
    });
    expect(operation?.status).toEqual({ code: 2 });
  });

  it('are named in the lines of the log', async () => {
    hub.made.people.mood.fault = new Error('a bug');
    await hub.ask('{ people(first: 1) { fault } }');
    await ended();
    const line = hub.log
      .map((l) => JSON.parse(l) as Record<string, unknown>)
      .find(({ msg }) => msg === 'an internal fault');
    const fetched = gateway
      .spans()
      .find(({ name }) => name === 'fetch people')
      ?.spanContext();
    expect(line).toMatchObject({ trace_id: fetched?.traceId, span_id: fetched?.spanId });
  });

  it.each(['new', 'known'])(
    'end when the client leaves, say of which operation (%s), and take nothing more',
    async (what) => {
      const complaints: string[] = [];
      const hear = (text: string): void => void complaints.push(text);
      diag.setLogger({ error: hear, warn: hear, info: hear, debug: hear, verbose: hear }, DiagLogLevel.WARN);
      const asking = `query Left { ${what}: people(first: 2) { id } }`;
      if (what === 'known') {
        await hub.ask(asking);
        await ended();
        gateway.clear();
      }
      const { mood } = hub.made.people;
      const before = mood.seen.length;
      mood.delayMs = 5_000;
      const client = new AbortController();
      const asked = hub.ask(asking, {}, { signal: client.signal });
      await expect.poll(() => mood.seen.length).toBe(before + 1);
      client.abort();
      await expect(asked).rejects.toThrow(/abort/i);
      await ended();
      await expect.poll(() => gateway.tree()).toContain('fetch people');
      const attributes = (name: string) => gateway.spans().find((span) => span.name === name)?.attributes;
      expect(attributes('query')).toMatchObject({
        'graphql.operation.name': 'Left',
        'error.type': 'REQUEST_CANCELLED',
      });
      expect(attributes('POST /graphql')).toMatchObject({ 'error.type': 'REQUEST_CANCELLED' });
      expect(attributes('POST /graphql')).not.toHaveProperty(['http.response.status_code']);
      expect(complaints).toEqual([]);
    },
  );
});

describe('the metrics of a gateway', () => {
  const read = async (): Promise<string> => (await fetch(`${hub.origin}/metrics`)).text();

  it('count requests by operation type and outcome, errors by code, fetches by subgraph', async () => {
    const before = await values();
    hub.made.people.mood.fault = new HubError('LEGACY_TIMEOUT', 'slow', { system: 'crm' });
    await hub.ask('{ visitors }');
    await hub.ask('{ people(first: 1) { fault } }');
    await hub.ask('{ nothing }');
    await hub.send('not JSON');
    await ended();
    const grown = async (line: string): Promise<number> => ((await values())[line] ?? 0) - (before[line] ?? 0);
    const count = (labels: string): Promise<number> => grown(`hub_request_duration_seconds_count{${labels}}`);
    await expect.poll(() => count('operation_type="none",outcome="refused"')).toBe(2);
    expect(await count('operation_type="query",outcome="ok"')).toBe(1);
    expect(await count('operation_type="query",outcome="partial"')).toBe(1);
    expect(await grown('hub_errors_total{code="LEGACY_TIMEOUT"}')).toBe(1);
    expect(await grown('hub_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    expect(await grown('hub_subgraph_fetch_duration_seconds_count{subgraph="visits",outcome="ok"}')).toBe(1);
    expect(await grown('hub_subgraph_fetch_duration_seconds_count{subgraph="people",outcome="partial"}')).toBe(1);
  });

  it.runIf(gatewayEngine() === 'hub')('count what goes wrong in deferred parts, as traces tell it', async () => {
    const before = await values();
    letters.mood.fault = new HubError('LEGACY_TIMEOUT', 'slow', { system: 'crm' });
    const deferred = '{ people(first: 2) { id ... @defer { letters { fault } } } }';
    const { text } = await hub.ask(deferred, {}, { headers: { accept: 'multipart/mixed;deferSpec=20220824' } });
    expect(text).toContain('"hasNext":false');
    await ended();
    const now = await values();
    const grown = (line: string): number => (now[line] ?? 0) - (before[line] ?? 0);
    expect(grown('hub_request_duration_seconds_count{operation_type="query",outcome="partial"}')).toBe(1);
    expect(grown('hub_errors_total{code="LEGACY_TIMEOUT"}')).toBe(text.split('"LEGACY_TIMEOUT"').length - 1);
    const operation = gateway.spans().find(({ name }) => name === 'query');
    expect([operation?.attributes['error.type'], operation?.status]).toEqual(['LEGACY_TIMEOUT', { code: 2 }]);
  });

  it('tell how many requests are under way', async () => {
    hub.made.people.mood.delayMs = 300;
    const asked = hub.ask(query);
    await expect.poll(() => hub.made.people.mood.seen.length).toBe(1);
    expect(await read()).toContain('hub_requests_in_flight 1\n');
    await asked;
    await expect.poll(read).toContain('hub_requests_in_flight 0\n');
  });

  it('tell which supergraph is in use', async () => {
    const text = await read();
    expect(text).toMatch(/^hub_supergraph_info\{version="[0-9a-f]{12}"\} 1$/m);
    expect(text).toMatch(/^hub_supergraph_loaded_timestamp_seconds \d{10}/m);
  });

  async function values(): Promise<Record<string, number>> {
    const lines = (await read()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return Object.fromEntries(
      lines.map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
    );
  }
});

it('what caches had of an answer is counted', async () => {
  const telemetry = recorded('gateway');
  const kept = await keptGateway({ responseBytes: 1_000_000 }, { telemetry });
  for (let i = 0; i < 3; i++) await kept.ask('{ person(id: 1) { id name } }');
  const read = async (): Promise<string> => (await fetch(`${kept.origin}/metrics`)).text();
  await expect.poll(read).toContain('hub_cached_answers_total{status="HIT"} 2\n');
  expect(await read()).toContain('hub_cached_answers_total{status="MISS"} 1\n');
  await kept.stop();
});

it('a gateway without telemetry has no /metrics', async () => {
  const plain = await gatewayUnderTest();
  expect((await fetch(`${plain.origin}/metrics`)).status).toBe(404);
  await plain.stop();
});
