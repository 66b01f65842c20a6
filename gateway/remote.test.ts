import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../kit/errors/hub-error.ts';
import { serveSubgraph, type Served } from '../kit/subgraph/serve.ts';
import { remoteDefaults } from './calls/remote-limits.ts';
import { gatewayUnderTest, type Answer, type UnderTest } from './testing/gateway-under-test.ts';
import { calm, madeSubgraph, type Made } from './testing/made-subgraphs.ts';
import { oddServer, type OddServer } from './testing/odd-server.ts';

// The timeout and a tenth; and what client and machine take under a full test run.
const inTime = 400 * 1.1 + 160;
const query = '{ people(first: 3) { id letters { subject } visits { at } } }';
const visits = [{ at: '2026-01-01T00:00:00Z' }];
const letters = [{ subject: 'Letter 1' }, { subject: 'Letter 2' }];
const people = (mail: unknown): unknown => ({ people: ['1', '2', '3'].map((id) => ({ id, letters: mail, visits })) });

function expectLettersLost(answer: Answer, code: string): void {
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual(people(null));
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors[0]).toMatchObject({ path: ['people', 0, 'letters'], extensions: { code, subgraph: 'letters' } });
  expect(answer.text).not.toMatch(/127\.0\.0\.1|localhost|ECONN|ENOTFOUND|undici|\bat .*\.ts|secret/);
}

describe('a remote subgraph that misbehaves', () => {
  let odd: OddServer;
  let hub: UnderTest;
  beforeAll(async () => {
    odd = await oddServer(() => undefined);
    hub = await gatewayUnderTest({
      addresses: { letters: odd.url },
      maxSubgraphAnswerBytes: 10_000,
      remote: { ...remoteDefaults, spareAfter: 0 },
    });
  });
  afterAll(async () => {
    await hub.stop();
    await odd.stop();
  });

  it.each<[string, OddServer['behave']]>([
    ['answers 503 with its own secrets', (_, r) => r.writeHead(503).end('secret upstream 127.0.0.1:9')],
    ['answers 500 in JSON', (_, r) => r.writeHead(500).end('{"errors":[{"message":"secret"}]}')],
    ['answers 400', (_, r) => r.writeHead(400).end('{"errors":[{"message":"secret"}]}')],
    ['redirects', (_, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end()],
    ['answers what is not JSON', (_, r) => r.end('<html>secret</html>')],
    ['answers JSON that is not GraphQL', (_, r) => r.end('["secret"]')],
    ['answers an empty object', (_, r) => r.end('{}')],
    ['answers errors of the wrong shape', (_, r) => r.end('{"data":null,"errors":"secret"}')],
    ['answers too few entities', (_, r) => r.end('{"data":{"_entities":[{"letters":[]}]}}')],
    ['answers more than is read', (_, r) => r.end(`{"data":{"x":"${'x'.repeat(20_000)}"}}`)],
    [
      'breaks off in the middle',
      (_, r) => r.writeHead(200, { 'content-length': '100' }).write('{"data":', () => r.destroy()),
    ],
    ['cuts the connection', (_, r) => r.destroy()],
    [
      'does not know the schema',
      (_, r) => r.end('{"errors":[{"message":"secret field","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}'),
    ],
  ])('and %s is SUBGRAPH_UNAVAILABLE', async (_, behave) => {
    odd.behave = behave;
    expectLettersLost(await hub.ask(query), 'SUBGRAPH_UNAVAILABLE');
  });

  it.each<[string, OddServer['behave']]>([
    ['never answers', () => undefined],
    ['sends headers and then nothing', (_, r) => r.writeHead(200).write(' ')],
  ])('and %s is SUBGRAPH_TIMEOUT within the timeout and a tenth', async (_, behave) => {
    odd.behave = behave;
    const answer = await hub.ask(query);
    expectLettersLost(answer, 'SUBGRAPH_TIMEOUT');
    expect(answer.ms).toBeGreaterThan(390);
    expect(answer.ms).toBeLessThan(inTime);
  });

  it('and fails without a code, or with an unknown one, tells nothing of it', async () => {
    odd.behave = (_, r) =>
      r.end(
        '{"data":{"_entities":[null,null,null]},"errors":[{"message":"secret 1"},{"message":"secret 2","extensions":{"code":"ODD"}}]}',
      );
    expectLettersLost(await hub.ask(query), 'INTERNAL_SERVER_ERROR');
  });

  it('and lies about sources is believed only where it makes sense', async () => {
    const entity = JSON.stringify({ letters });
    odd.behave = (_, r) =>
      r.end(
        `{"data":{"_entities":[${entity},${entity},${entity}]},"extensions":{"sources":[{"system":"<b>","status":"GREAT"}],"secret":1}}`,
      );
    const answer = await hub.ask(query);
    expect(answer.data).toEqual(people(letters));
    expect(answer.sources.map((s) => s.system)).toEqual(['people-db', 'visits-db']);
    expect(answer.text).not.toContain('secret');
  });

  it('is told to stop when the client leaves', async () => {
    odd.behave = () => undefined;
    odd.left = 0;
    const asked = odd.requests.length;
    const client = new AbortController();
    const answer = hub.ask(query, {}, { signal: client.signal });
    await expect.poll(() => odd.requests.length).toBe(asked + 1);
    client.abort();
    await expect(answer).rejects.toThrow(/abort/i);
    await expect.poll(() => odd.left, { timeout: 300 }).toBe(1);
  });

  it('and is gone is SUBGRAPH_UNAVAILABLE, and whole again once it is back, without a restart', async () => {
    const { port } = new URL(odd.url);
    await odd.stop();
    const answer = await hub.ask(query);
    expectLettersLost(answer, 'SUBGRAPH_UNAVAILABLE');
    expect(answer.text).not.toContain(port);
    odd = await oddServer(
      (_, r) => r.end(JSON.stringify({ data: { _entities: Array(3).fill({ letters }) } })),
      Number(port),
    );
    const again = await hub.ask(query);
    expect([again.data, again.errors]).toEqual([people(letters), []]);
  });
});

describe('a remote subgraph of the hub', () => {
  let made: Made;
  let served: Served;
  let hub: UnderTest;
  beforeAll(async () => {
    made = madeSubgraph('letters');
    served = await serveSubgraph(made, { log: pino({ level: 'silent' }) });
    hub = await gatewayUnderTest({ addresses: { letters: served.url } });
  });
  afterEach(() => {
    Object.assign(made.mood, calm());
  });
  afterAll(async () => {
    await hub.stop();
    await served.stop();
  });

  it('answers as in process, with its systems, the request id and what is left of the time', async () => {
    const answer = await hub.ask(query, {}, { headers: { 'x-request-id': 'req-1' } });
    expect([answer.data, answer.errors]).toEqual([people(letters), []]);
    expect(answer.sources.map((s) => s.system)).toEqual(['letters-db', 'people-db', 'visits-db']);
    const seen = made.mood.seen[0];
    expect(seen?.requestId).toBe('req-1');
    expect((seen?.deadline ?? 0) - Date.now()).toBeLessThan(400);
  });

  it('keeps codes and systems of its faults', async () => {
    Object.assign(made.mood, {
      always: true,
      fault: new HubError('LEGACY_TIMEOUT', 'Too slow.', { system: 'letters-db' }),
    });
    const answer = await hub.ask(query);
    expect(answer.data).toEqual(people(null));
    expect(answer.errors).toEqual([
      {
        message: 'Too slow.',
        path: ['people', 0, 'letters'],
        extensions: { code: 'LEGACY_TIMEOUT', system: 'letters-db', subgraph: 'letters' },
      },
    ]);
  });

  it('that is slow stops before the gateway gives up, and names its system', async () => {
    Object.assign(made.mood, { delayMs: 5_000 });
    const answer = await hub.ask(query);
    expectLettersLost(answer, 'SUBGRAPH_TIMEOUT');
    expect(answer.sources).toContainEqual(expect.objectContaining({ system: 'letters-db', status: 'TIMEOUT' }));
    expect(answer.ms).toBeLessThan(inTime);
  });

  it('stops its work when the client of the gateway leaves', async () => {
    Object.assign(made.mood, { delayMs: 10_000 });
    const client = new AbortController();
    const asked = hub.ask('{ person(id: 1) { letters { subject } } }', {}, { signal: client.signal });
    await expect.poll(() => made.mood.seen.length).toBe(1);
    client.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await expect.poll(() => made.mood.aborted, { timeout: 300 }).toBe(1);
  });

  it('keeps its connections', async () => {
    await Promise.all(Array.from({ length: 20 }, () => hub.ask(query)));
    expect(made.mood.seen).toHaveLength(60);
  });
});
