import { renameSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HubError } from '../../../kit/errors/hub-error.ts';
import { sdl, supergraphOf } from '../../testing/made-subgraphs.ts';
import { cacheOf, keptGateway, type KeptGateway } from '../../testing/kept-gateway.ts';
import { oddServer } from '../../testing/odd-server.ts';

const query = 'query($id: ID!) { person(id: $id) { id name letters { subject stamp { cents } } } }';
const data = {
  person: {
    id: '1',
    name: 'Person 1',
    letters: [
      { subject: 'Letter 1', stamp: { cents: 1 } },
      { subject: 'Letter 2', stamp: { cents: 2 } },
    ],
  },
};

let hub: KeptGateway;
beforeEach(async () => {
  hub = await keptGateway({ responseBytes: 1_000_000 });
});
afterEach(() => hub.stop());

const ask = (init: RequestInit = {}, id = '1') => hub.ask(query, { id }, init);
const headersOf = (answer: { headers: Headers }) => [answer.headers.get('cache-control'), answer.headers.get('age')];

describe('an answer that may be kept', () => {
  it('is asked for once until its time is over; every answer says how old it is', async () => {
    const first = await ask();
    expect(first.data).toEqual(data);
    expect(cacheOf(first)).toEqual({ status: 'MISS', ageMs: 0 });
    expect(headersOf(first)).toEqual(['max-age=60, public', null]);
    expect(first.headers.get('vary')).toBe('origin, accept');
    expect(hub.calls()).toEqual([1, 1, 0]);
    hub.later(40);
    const second = await ask();
    expect(second.data).toEqual(data);
    expect(hub.calls()).toEqual([0, 0, 0]);
    expect(cacheOf(second)).toMatchObject({ status: 'HIT' });
    expect(headersOf(second)).toEqual(['max-age=60, public', '40']);
    expect(second.sources).toMatchObject([
      { system: 'letters-db', status: 'OK', ms: 0, statements: 0 },
      { system: 'people-db', status: 'OK', ms: 0, statements: 0 },
    ]);
    hub.later(21);
    expect(cacheOf(await ask())).toEqual({ status: 'MISS', ageMs: 0 });
    expect(hub.calls()).toEqual([1, 1, 0]);
  });

  it('is one per variables, document and operation', async () => {
    await ask();
    await ask({}, '2');
    await hub.ask(`${query} `, { id: '1' });
    expect(hub.calls()).toEqual([3, 3, 0]);
  });

  it('is one for no variables, whether a client says so or not', async () => {
    const text = '{ person(id: "1") { id } }';
    for (const body of [
      { query: text },
      { query: text },
      { query: text, variables: null },
      { query: text, variables: {} },
    ])
      expect((await hub.send(JSON.stringify(body))).data).toEqual({ person: { id: '1' } });
    expect(hub.calls()).toEqual([1, 0, 0]);
  });

  it('of which many ask at once is asked for once', async () => {
    hub.made.people.mood.delayMs = 100;
    await Promise.all([ask(), ask(), ask()]);
    expect(hub.calls()).toEqual([1, 1, 0]);
  });

  it('comes anew for who says no-cache, which keeps it, and for who says no-store, which does not', async () => {
    await ask({ headers: { 'cache-control': 'no-store' } });
    expect(cacheOf(await ask())).toMatchObject({ status: 'MISS' });
    expect(cacheOf(await ask({ headers: { 'cache-control': 'no-cache' } }))).toMatchObject({ status: 'MISS' });
    expect(hub.calls()).toEqual([3, 3, 0]);
    expect(cacheOf(await ask())).toMatchObject({ status: 'HIT' });
  });

  it('has the shortest time of what is in it, by the values of its conditions', async () => {
    const conditional = 'query($far: Boolean = false) { person(id: "1") { id friends @include(if: $far) { id } } }';
    expect(headersOf(await hub.ask(conditional))).toEqual(['max-age=60, public', null]);
    expect(headersOf(await hub.ask(conditional, { far: true }))).toEqual(['max-age=20, public', null]);
  });

  it('is not kept when caches were emptied while it was under way', async () => {
    await hub.ask('{ visitors }');
    hub.made.people.mood.delayMs = 200;
    const early = ask();
    await expect.poll(() => hub.made.people.mood.seen.length).toBe(1);
    hub.forgetKept();
    expect((await early).data).toEqual(data);
    expect(cacheOf(await ask())).toEqual({ status: 'MISS', ageMs: 0 });
    expect(cacheOf(await ask())).toMatchObject({ status: 'HIT' });
  });

  it('is gone when caches are emptied, and when another supergraph takes over', async () => {
    await ask();
    hub.forgetKept();
    await ask();
    expect(hub.calls()).toEqual([2, 2, 0]);
    writeFileSync(
      `${hub.file}.new`,
      supergraphOf({ visits: sdl.visits.replace('visitors: Int', 'visitors: Int more: Int') }),
    );
    renameSync(`${hub.file}.new`, hub.file);
    await expect.poll(async () => (await hub.ask('{ visitors more }')).errors.map((e) => e.message)).toEqual([]);
    hub.calls();
    expect(headersOf(await ask())).toEqual(['no-store', null]);
    expect(hub.calls()).toEqual([1, 1, 0]);
  });
});

describe('nothing is kept', () => {
  it.each([
    ['of a type that says nothing', '{ person(id: "1") { id visits { at } } }'],
    ['of a root field that says nothing', '{ visitors }'],
    ['beside such a field', '{ person(id: "1") { id } visitors }'],
    ['of introspection alone', '{ __typename }'],
  ])('%s', async (_, text) => {
    for (let i = 0; i < 2; i++) {
      const answer = await hub.ask(text);
      expect(answer.errors).toEqual([]);
      expect([...headersOf(answer), cacheOf(answer)]).toEqual(['no-store', null, undefined]);
    }
  });

  it('of what is private, while nobody says who asks', async () => {
    const first = await hub.ask('{ letterBox }');
    expect(headersOf(first)).toEqual(['max-age=60, private', null]);
    await hub.ask('{ letterBox }');
    expect(hub.calls()).toEqual([0, 2, 0]);
  });

  it('of a mutation', async () => {
    const mutation = 'mutation { rename(id: "1", name: "New") { id name } }';
    const answers = [await hub.ask(mutation), await hub.ask(mutation)];
    expect(answers.map(headersOf)).toEqual([
      ['no-store', null],
      ['no-store', null],
    ]);
    expect(hub.calls()).toEqual([2, 0, 0]);
  });

  it.each(['STALE', 'UNAVAILABLE'])('of what a subgraph says is %s, not even by others', async (status) => {
    const line = { system: 'letters-db', status, ms: 1, asOf: '2026-01-01T00:00:00Z', statements: 0 };
    const odd = await oddServer((_request, response) => {
      response.end(JSON.stringify({ data: { letterBox: 'full' }, extensions: { sources: [line] } }));
    });
    const remote = await keptGateway({ responseBytes: 1_000_000 }, { addresses: { letters: odd.url } });
    for (let again = 0; again < 2; again++) {
      const answer = await remote.ask('{ letterBox }');
      expect(answer.errors).toEqual([]);
      expect(headersOf(answer)).toEqual(['no-store', null]);
    }
    expect(odd.requests).toHaveLength(2);
    await remote.stop();
    await odd.stop();
  });

  it('of an answer with an error', async () => {
    const fault = new HubError('LEGACY_UNAVAILABLE', 'System letters-db could not be reached.');
    Object.assign(hub.made.letters.mood, { always: true, fault });
    const failed = await ask();
    expect(failed.errors).toHaveLength(1);
    expect(headersOf(failed)).toEqual(['no-store', null]);
    Object.assign(hub.made.letters.mood, { always: false, fault: null });
    expect((await ask()).data).toEqual(data);
    expect(cacheOf(await ask())).toMatchObject({ status: 'HIT' });
  });
});

it('a gateway that keeps nothing still says what others may keep', async () => {
  const plain = await keptGateway({});
  const answers = [await plain.ask(query, { id: '1' }), await plain.ask(query, { id: '1' })];
  expect(answers.map(headersOf)).toEqual([
    ['max-age=60, public', null],
    ['max-age=60, public', null],
  ]);
  expect(answers.map(cacheOf)).toEqual([undefined, undefined]);
  expect(plain.calls()).toEqual([2, 2, 0]);
  await plain.stop();
});

it('a gateway that may keep little keeps what was used last', async () => {
  const small = await keptGateway({ responseBytes: 16_000 });
  for (let id = 1; id <= 20; id++) await small.ask(query, { id: String(id) });
  small.calls();
  await small.ask(query, { id: '20' });
  expect(small.calls()).toEqual([0, 0, 0]);
  await small.ask(query, { id: '1' });
  expect(small.calls()).toEqual([1, 1, 0]);
  await small.stop();
});
