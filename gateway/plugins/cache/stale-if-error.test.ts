import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HubError } from '../../../kit/errors/hub-error.ts';
import { engines } from '../../engines/engines.ts';
import { cacheOf, keptGateway, type KeptGateway } from '../../testing/kept-gateway.ts';

const query = '{ person(id: "1") { id name letters { subject } } }';
const data = { person: { id: '1', name: 'Person 1', letters: [{ subject: 'Letter 1' }, { subject: 'Letter 2' }] } };
const down = new HubError('LEGACY_UNAVAILABLE', 'System letters-db could not be reached.', { system: 'letters-db' });

let hub: KeptGateway;
afterEach(() => hub.stop());

const lettersFail = (fault: Error): void => {
  Object.assign(hub.made.letters.mood, { always: true, fault });
};
const linesOf = (answer: { readonly text: string }) =>
  (JSON.parse(answer.text) as { extensions: { sources: { system: string; status: string; asOf: string | null }[] } })
    .extensions.sources;

describe('a whole answer that is over', () => {
  beforeEach(async () => {
    hub = await keptGateway({ responseBytes: 1_000_000, staleIfErrorSeconds: 300 });
    await hub.ask(query);
  });

  it('stands in for a system that fails: marked, with its date, a warning, and not to be kept', async () => {
    hub.later(90);
    lettersFail(down);
    const answer = await hub.ask(query);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(data);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(cacheOf(answer)).toMatchObject({
      status: 'STALE',
      warnings: [
        {
          message: 'System letters-db could not be reached.',
          extensions: { code: 'LEGACY_UNAVAILABLE', system: 'letters-db', subgraph: 'letters' },
        },
      ],
    });
    const { ageMs } = cacheOf(answer) as { ageMs: number };
    expect(ageMs).toBeGreaterThanOrEqual(90_000);
    expect(linesOf(answer)).toMatchObject([
      { system: 'letters-db', status: 'STALE' },
      { system: 'people-db', status: 'STALE' },
    ]);
    expect(linesOf(answer).map(({ asOf }) => Date.parse(asOf ?? '') < Date.now() + 80_000)).toEqual([true, true]);
  });

  it('is not used when all is well again, nor beyond its window', async () => {
    hub.later(90);
    lettersFail(down);
    await hub.ask(query);
    Object.assign(hub.made.letters.mood, { always: false });
    expect(cacheOf(await hub.ask(query))).toEqual({ status: 'MISS', ageMs: 0 });
    hub.later(361);
    lettersFail(down);
    const late = await hub.ask(query);
    expect(late.errors).toMatchObject([{ extensions: { code: 'LEGACY_UNAVAILABLE' } }]);
    expect(late.data).toEqual({ person: { ...data.person, letters: null } });
  });

  it('does not stand in for a fault that is not of a system, nor for who wants what is new', async () => {
    hub.later(90);
    lettersFail(new HubError('BAD_USER_INPUT', 'An odd argument.'));
    expect((await hub.ask(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    lettersFail(new Error('odd'));
    expect((await hub.ask(query)).errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    lettersFail(down);
    const init = { headers: { 'cache-control': 'no-cache' } };
    expect((await hub.ask(query, {}, init)).errors).toMatchObject([{ extensions: { code: 'LEGACY_UNAVAILABLE' } }]);
  });
});

describe('entities that are over', () => {
  beforeEach(async () => {
    hub = await keptGateway({ entityBytes: 1_000_000, staleIfErrorSeconds: 300 }, { engine: engines.hub });
  });
  const list = 'query($n: Int) { people(first: $n) { id letters { subject } visits { at } } }';

  it('stand in for a system that fails; the rest of the answer is live', async () => {
    await hub.ask(list, { n: 2 });
    hub.later(90);
    hub.calls();
    lettersFail(down);
    const answer = await hub.ask(list, { n: 2 });
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ people: [{ letters: data.person.letters }, { letters: data.person.letters }] });
    expect(hub.calls()).toEqual([1, 2, 2]);
    expect(linesOf(answer)).toMatchObject([
      { system: 'letters-db', status: 'STALE' },
      { system: 'people-db', status: 'OK' },
      { system: 'visits-db', status: 'OK' },
    ]);
    expect(cacheOf(answer)).toMatchObject({
      status: 'STALE',
      entities: { hits: 0, misses: 3, stale: 2 },
      warnings: [{ extensions: { code: 'LEGACY_UNAVAILABLE', subgraph: 'letters' } }],
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('that nobody knows stay an error in their place, and their system stays what it is', async () => {
    await hub.ask(list, { n: 2 });
    hub.later(90);
    lettersFail(down);
    const answer = await hub.ask(list, { n: 3 });
    expect(answer.errors).toMatchObject([
      { path: ['people', 2, 'letters'], extensions: { code: 'LEGACY_UNAVAILABLE' } },
    ]);
    expect(answer.data).toMatchObject({ people: [{ id: '1' }, { letters: data.person.letters }, { letters: null }] });
    expect(linesOf(answer)[0]).toMatchObject({ system: 'letters-db', status: 'STALE' });
  });

  it('stand in for a subgraph that does not answer in time', async () => {
    await hub.ask(list, { n: 1 });
    hub.later(90);
    Object.assign(hub.made.letters.mood, { delayMs: 2_000, deaf: true });
    const answer = await hub.ask(list, { n: 1 });
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ people: [{ letters: data.person.letters }] });
    expect(cacheOf(answer)).toMatchObject({
      status: 'STALE',
      warnings: [{ extensions: { code: 'SUBGRAPH_TIMEOUT', subgraph: 'letters' } }],
    });
    expect(linesOf(answer)).toMatchObject([{ system: 'letters-db', status: 'STALE' }, {}, {}]);
  });

  it('are marked in an answer that comes in parts', async () => {
    const parts = '{ person(id: "1") { id name ... @defer { letters { subject } } } }';
    const init = { headers: { accept: 'multipart/mixed;deferSpec=20220824,application/json' } };
    const lastOf = ({ text }: { readonly text: string }) =>
      JSON.parse(/\{"hasNext":false.*/.exec(text)?.[0] ?? '') as { extensions: { cache: unknown } };
    expect(lastOf(await hub.ask(parts, {}, init)).extensions.cache).toMatchObject({ status: 'MISS' });
    expect(lastOf(await hub.ask(parts, {}, init)).extensions.cache).toMatchObject({ status: 'PARTIAL' });
    hub.later(90);
    lettersFail(down);
    const answer = await hub.ask(parts, {}, init);
    expect(answer.text).toContain('"incremental":[{"data":{"letters":[{"subject":"Letter 1"}');
    expect(lastOf(answer).extensions.cache).toMatchObject({
      status: 'STALE',
      entities: { hits: 0, misses: 2, stale: 1 },
      warnings: [{ extensions: { code: 'LEGACY_UNAVAILABLE', subgraph: 'letters' } }],
    });
  });

  it('stand in for root fields too', async () => {
    await hub.ask(query);
    hub.later(90);
    Object.assign(hub.made.people.mood, { always: true, fault: down });
    const answer = await hub.ask(query);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(data);
  });
});

it('without a window nothing stands in', async () => {
  hub = await keptGateway({ responseBytes: 1_000_000, entityBytes: 1_000_000 });
  await hub.ask(query);
  hub.later(90);
  lettersFail(down);
  expect((await hub.ask(query)).errors).toMatchObject([{ extensions: { code: 'LEGACY_UNAVAILABLE' } }]);
});
