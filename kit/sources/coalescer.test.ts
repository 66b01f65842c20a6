import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRequestContext, type RequestContext } from '../context.ts';
import { faultOf } from '../database/fault.ts';
import { HubError } from '../errors/hub-error.ts';
import { withAbortSignal } from '../lifetime.ts';
import { decimal, key, relation } from '../relation.ts';
import type { RowsPlan } from '../sql/plan.ts';
import { memorySource } from '../test-servers/memory-source.ts';
import { Coalescer, type AskForKeys } from './coalescer.ts';
import { coalescingSource } from './coalescing-source.ts';

interface Item {
  readonly key: string;
}

const request = (timeoutMs = 5_000, signal?: AbortSignal): RequestContext =>
  createRequestContext({ requestId: 'r', timeoutMs, ...(signal && { signal }) });

/** Two items per key; what was asked stands in `asked`. */
function given(answer: (keys: readonly string[], context: RequestContext) => Promise<void> = async () => undefined) {
  const asked: { keys: readonly string[]; context: RequestContext }[] = [];
  const ask: AskForKeys<Item> = async (keys, context) => {
    asked.push({ keys, context });
    await answer(keys, context);
    context.ledger.record('shop', 'OK', 3, '2026-01-01T00:00:00Z');
    return keys.flatMap((one) => [{ key: one }, { key: one }]);
  };
  const coalescer = new Coalescer<Item>('shop', (item) => item.key);
  return {
    asked,
    of: (name: string, keys: readonly string[], context = request()) => coalescer.ask(name, keys, context, ask),
  };
}

const keysOf = (items: readonly Item[]): string[] => items.map((item) => item.key);

test('those of one name at one time are one statement; each gets its own, and its ledger says so', async () => {
  const { asked, of } = given();
  const [one, two, other] = [request(), request(), request()];
  const answers = await Promise.all([of('a', ['1', '2'], one), of('a', ['2', '3'], two), of('b', ['1'], other)]);
  expect(answers.map(keysOf)).toEqual([
    ['1', '1', '2', '2'],
    ['2', '2', '3', '3'],
    ['1', '1'],
  ]);
  expect(asked.map(({ keys }) => keys)).toEqual([['1', '2', '3'], ['1']]);
  for (const { ledger } of [one, two, other])
    expect(ledger.report()).toEqual([
      { system: 'shop', status: 'OK', ms: 3, asOf: '2026-01-01T00:00:00Z', statements: 1 },
    ]);
  await of('a', ['9']);
  expect(asked).toHaveLength(3);
});

test('a fault is that of all, in each ledger', async () => {
  const fault = new HubError('LEGACY_UNAVAILABLE', 'gone', { system: 'shop' });
  const { of } = given(async (_keys, { ledger }) => {
    ledger.record('shop', 'UNAVAILABLE', 1, null);
    throw fault;
  });
  const contexts = [request(), request()];
  const answers = await Promise.allSettled(contexts.map((context, i) => of('a', [String(i)], context)));
  expect(answers.map((one) => one.status === 'rejected' && one.reason === fault)).toEqual([true, true]);
  expect(contexts.map(({ ledger }) => ledger.report()[0]?.status)).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
});

test('who leaves leaves alone; the statement stops when nobody is left', async () => {
  const { asked, of } = given((_keys, { signal }) =>
    withAbortSignal(signal, (real) => sleep(120, undefined, { signal: real })),
  );
  const [first, second] = [new AbortController(), new AbortController()];
  const left = of('a', ['1'], request(5_000, first.signal));
  const stays = of('a', ['2'], request(5_000, second.signal));
  await sleep(20);
  first.abort();
  await expect(left).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
  expect(asked[0]?.context.signal.aborted).toBe(false);
  expect(keysOf(await stays)).toEqual(['2', '2']);

  const last = of('a', ['3'], request(5_000, second.signal));
  await sleep(20);
  second.abort();
  await expect(last).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
  expect(asked[1]?.context.signal.aborted).toBe(true);
});

test('who joins after the only other one has left is not told to stop', async () => {
  const { asked, of } = given();
  const first = new AbortController();
  const left = of('a', ['1'], request(5_000, first.signal));
  first.abort();
  const stays = of('a', ['2']);
  await expect(left).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
  expect(keysOf(await stays)).toEqual(['2', '2']);
  expect(asked.map(({ keys, context }) => [keys, context.signal.aborted])).toEqual([[['2'], false]]);
});

test('who has left already asks nothing', async () => {
  const { asked, of } = given();
  await expect(of('a', ['1'], request(5_000, AbortSignal.abort()))).rejects.toMatchObject({
    code: 'REQUEST_CANCELLED',
  });
  await sleep(5);
  expect(asked).toEqual([]);
});

test('the longest deadline counts, and a shorter one ends its own request alone', async () => {
  const { asked, of } = given(() => sleep(200));
  const [short, long] = [request(50), request(5_000)];
  const late = of('a', ['1'], short);
  const whole = of('a', ['2'], long);
  await expect(late).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT', detail: { system: 'shop' } });
  expect(short.ledger.report()).toMatchObject([{ system: 'shop', status: 'TIMEOUT' }]);
  expect(keysOf(await whole)).toEqual(['2', '2']);
  expect(asked[0]?.context.deadline).toBe(long.deadline);
});

test.each([
  ['a row that can not be read', new HubError('LEGACY_DATA_INVALID', 'odd', { system: 'shop' })],
  ['a key that the system refuses', faultOf('refused', 'shop')],
])('%s is a fault of who asked for it alone', async (_, fault) => {
  const { asked, of } = given(async (keys, { ledger }) => {
    if (!keys.includes('odd')) return;
    ledger.record('shop', 'UNAVAILABLE', 1, null);
    throw fault;
  });
  const [odd, sound] = [request(), request()];
  const answers = await Promise.allSettled([of('a', ['odd'], odd), of('a', ['2'], sound)]);
  expect(answers).toMatchObject([
    { status: 'rejected', reason: fault },
    { status: 'fulfilled', value: [{ key: '2' }, { key: '2' }] },
  ]);
  expect([odd, sound].map(({ ledger }) => ledger.report()[0]?.status)).toEqual(['UNAVAILABLE', 'OK']);
  expect(asked.map(({ keys }) => keys)).toEqual([['odd', '2'], ['odd'], ['2']]);
});

test('those who are too many rows together ask one by one', async () => {
  const { asked, of } = given(async (keys) => {
    if (keys.length > 1) throw new HubError('LEGACY_LIMIT_EXCEEDED', 'too many', { system: 'shop' });
  });
  const answers = await Promise.all([of('a', ['1']), of('a', ['2'])]);
  expect(answers.map(keysOf)).toEqual([
    ['1', '1'],
    ['2', '2'],
  ]);
  expect(asked.map(({ keys }) => keys)).toEqual([['1', '2'], ['1'], ['2']]);
});

test('while one is under way, all that come are gathered into the next, which goes when it ends', async () => {
  const ends: (() => void)[] = [];
  const { asked, of } = given(() => new Promise((resolve) => ends.push(resolve)));
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const first = of('a', ['1']);
  await turn();
  const second = of('a', ['2']);
  await turn();
  const third = of('a', ['3']);
  expect(asked.map(({ keys }) => keys)).toEqual([['1']]);
  ends[0]?.();
  expect(keysOf(await first)).toEqual(['1', '1']);
  await turn();
  expect(asked.map(({ keys }) => keys)).toEqual([['1'], ['2', '3']]);
  ends[1]?.();
  expect((await Promise.all([second, third])).map(keysOf)).toEqual([
    ['2', '2'],
    ['3', '3'],
  ]);
});

test('one that hangs does not hold up those that come after it', async () => {
  const { asked, of } = given((keys) => (keys.includes('1') ? new Promise(() => undefined) : Promise.resolve()));
  void of('a', ['1']).catch(() => undefined);
  await sleep(5);
  expect(keysOf(await of('a', ['2']))).toEqual(['2', '2']);
  expect(asked.map(({ keys }) => keys)).toEqual([['1'], ['2']]);
});

const parcels = relation({
  name: 'parcels',
  description: 'parcels',
  key: ['parcel_id'],
  columns: { parcel_id: key.required('id'), account_id: key.required('account'), weight: decimal('weight') },
});

test('a source puts equal plans together, and none that differ in more than their parents', async () => {
  const rows = [1, 2, 3, 4].map((n) => ({ parcel_id: String(n), account_id: String(n % 2), weight: '1.0' }));
  const inner = memorySource('post', { parcels: rows });
  const source = coalescingSource(inner);
  const plan = (keys: readonly string[], more: Partial<RowsPlan> = {}): RowsPlan => ({
    kind: 'rows',
    relation: parcels,
    columns: ['parcel_id', 'weight'],
    by: { column: 'account_id', keys },
    ...more,
  });
  const bulk: RequestContext = { ...request(), isBulk: true };
  const found = await Promise.all([
    source.rows(plan(['0']), request()),
    source.rows(plan(['1', '0']), request()),
    source.rows(plan(['1'], { first: 1 }), request()),
    source.rows(plan(['1']), bulk),
  ]);
  expect(found.map((list) => list.map(({ row }) => row['parcel_id']))).toEqual([
    ['2', '4'],
    ['1', '3', '2', '4'],
    ['1'],
    ['1', '3'],
  ]);
  expect(inner.asked).toHaveLength(3);
});
