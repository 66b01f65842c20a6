import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../engines/engines.ts';
import { cacheOf, keptGateway, type KeptGateway } from '../../../testing/kept-gateway.ts';

/** `visits` may not be kept, so that whole answers are not. */
const query = 'query($first: Int) { people(first: $first) { id letters { subject } visits { at } } }';
const expected = (count: number) => ({
  people: Array.from({ length: count }, (_, i) => ({
    id: String(i + 1),
    letters: [{ subject: 'Letter 1' }, { subject: 'Letter 2' }],
    visits: [{ at: '2026-01-01T00:00:00Z' }],
  })),
});

let hub: KeptGateway;
beforeEach(async () => {
  hub = await keptGateway({ entityBytes: 1_000_000, responseBytes: 1_000_000 }, { engine: engines.hub });
});
afterEach(() => hub.stop());

const ask = async (first: number, text = query, init: RequestInit = {}) => {
  const answer = await hub.ask(text, { first }, init);
  expect(answer.errors).toEqual([]);
  return answer;
};

describe('entities that may be kept', () => {
  it('are asked for once, and of a longer list only those that are missing', async () => {
    expect((await ask(2)).data).toEqual(expected(2));
    expect(hub.calls()).toEqual([1, 2, 2]);
    const again = await ask(2);
    expect(again.data).toEqual(expected(2));
    // Persons and letters are known; visits are live.
    expect(hub.calls()).toEqual([0, 0, 2]);
    expect(cacheOf(again)).toMatchObject({ status: 'PARTIAL', entities: { hits: 3, misses: 0, stale: 0 } });
    const more = await ask(5);
    expect(more.data).toEqual(expected(5));
    expect(hub.calls()).toEqual([1, 3, 5]);
    expect(cacheOf(more)).toMatchObject({ status: 'PARTIAL', entities: { hits: 2, misses: 4, stale: 0 } });
  });

  it('say when they were read, and that nothing was asked for them now', async () => {
    await ask(2);
    const { sources } = await ask(2);
    expect(sources).toMatchObject([
      { system: 'letters-db', status: 'OK', ms: 0, statements: 0 },
      { system: 'people-db', status: 'OK', ms: 0, statements: 0 },
      { system: 'visits-db', status: 'OK', statements: 2 },
    ]);
  });

  it('are the same for every operation that selects the same of them', async () => {
    await ask(2);
    hub.calls();
    await ask(2, 'query Another($first: Int) { people(first: $first) { id name letters { subject } } }');
    expect(hub.calls()).toEqual([1, 0, 0]);
    await ask(2, query.replace('subject', 'subject stamp { cents }'));
    expect(hub.calls()).toEqual([0, 2, 2]);
  });

  it('end with their time', async () => {
    await ask(2);
    hub.later(61);
    await ask(2);
    expect(hub.calls()).toEqual([2, 4, 4]);
  });

  it('come anew for no-cache, no-store and after caches were emptied', async () => {
    await ask(2);
    await ask(2, query, { headers: { 'cache-control': 'no-cache' } });
    await ask(2, query, { headers: { 'cache-control': 'no-store' } });
    hub.forgetKept();
    await ask(2);
    expect(hub.calls()).toEqual([4, 8, 8]);
  });

  it('are not kept when caches were emptied while they were under way', async () => {
    await ask(2);
    hub.forgetKept();
    hub.calls();
    hub.made.letters.mood.delayMs = 200;
    const early = ask(2);
    await expect.poll(() => hub.made.letters.mood.seen.length).toBe(2);
    hub.forgetKept();
    expect((await early).data).toEqual(expected(2));
    const after = await ask(2);
    expect(cacheOf(after)).toMatchObject({ status: 'MISS', entities: { hits: 0, misses: 3 } });
  });

  it('take from the time of the whole answer what they have used up', async () => {
    await ask(2);
    hub.later(45);
    const whole = await hub.ask('{ people(first: 2) { id name letters { subject } } }');
    expect(whole.headers.get('cache-control')).toMatch(/^max-age=1[45], public$/);
    hub.later(16);
    expect(cacheOf(await hub.ask('{ people(first: 2) { id name letters { subject } } }'))).toMatchObject({
      status: 'PARTIAL',
      entities: { hits: 1, misses: 2 },
    });
  });

  it('are not read on behalf of a mutation', async () => {
    const rename = 'mutation { rename(id: "1", name: "New") { id name letters { subject } } }';
    await hub.ask('{ person(id: "1") { id letters { subject } } }');
    hub.calls();
    await hub.ask(rename);
    await hub.ask(rename);
    expect(hub.calls()).toEqual([2, 2, 0]);
  });

  it('belong to each reader alone: what one answer adds to them no other one sees', async () => {
    const deep = '{ people(first: 2) { id friends { id letters { subject } } letters { subject stamp { cents } } } }';
    const first = await hub.ask(deep);
    hub.forgetKept();
    await ask(3);
    for (let i = 0; i < 3; i++) {
      const { data } = await hub.ask(`${deep}${' '.repeat(i)}`);
      expect(data).toEqual(first.data);
      expect((await ask(3)).data).toEqual(expected(3));
    }
  });
});

it('one that an error touches is not kept, the others are', async () => {
  const faulty = '{ people(first: 2) { id letters { subject fault } visits { at } } }';
  const { letters } = hub.made;
  letters.mood.fault = new Error('odd');
  expect((await hub.ask(faulty)).errors).toHaveLength(1);
  letters.mood.fault = null;
  hub.calls();
  expect((await hub.ask(faulty)).errors).toEqual([]);
  expect(hub.calls()).toEqual([0, 2, 2]);
  await hub.ask(faulty);
  expect(hub.calls()).toEqual([0, 0, 2]);
});
