import { expect, test } from 'vitest';
import { HubError } from '../errors/hub-error.ts';
import { instant, key, relation, text } from '../relation.ts';
import { memorySource, testContext } from '../test-servers/memory-source.ts';
import { oneOf } from './filter.ts';
import { byAccounts, everyRow } from './link.ts';
import { rowType } from './object-type.ts';
import { page, type Connection } from './page.ts';
import { entityId } from './references.ts';
import type { Selection } from './set-entry.ts';

const orders = relation({
  name: 'orders',
  description: 'orders',
  key: ['order_id'],
  columns: {
    order_id: key.required('id'),
    account_id: key.required('account'),
    placed_at: instant('when'),
    status: text('status'),
  },
});

const Order = rowType('Order', orders, { fields: { id: entityId(orders), placedAt: 'placed_at', status: 'status' } });
const field = page(() => Order, { link: byAccounts(), order: ['placed_at desc'], where: { status: oneOf('status') } });

const select = (tree: Record<string, Record<string, object>>): Selection => ({
  fields: Object.keys(tree),
  has: (name) => name in tree,
  child: (name) => select((tree[name] ?? {}) as Record<string, Record<string, object>>),
});
const rowsAndInfo = select({ nodes: { id: {}, placedAt: {} }, pageInfo: { endCursor: {} } });

/** Deterministic, with many equal instants and some nulls: ties must not lose or repeat a row. */
const table = (system: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    order_id: `${system}-${String(at)}`,
    account_id: `A${String(at % 3)}`,
    placed_at: at % 11 === 0 ? null : `2026-01-0${String(1 + (at % 5))}T00:00:00Z`,
    status: at % 2 === 0 ? 'OPEN' : 'CLOSED',
  }));

const left = () => memorySource('left', { orders: table('left', 40) });
const right = () => memorySource('right', { orders: table('right', 30) });
const customer = (...accounts: [string, string][]) => ({ accounts: accounts.map(([system, id]) => ({ system, id })) });

async function ask(sources: ReturnType<typeof left>[], parents: object[], args: object, selection = rowsAndInfo) {
  const results = await field.resolve({
    parents: parents as Record<string, unknown>[],
    args: args as Record<string, unknown>,
    context: testContext(),
    selection,
    sources,
  });
  return results as (Connection | Error)[];
}

const idsOf = (result: Connection | Error | undefined): unknown[] => {
  if (!result || result instanceof Error) throw result ?? new Error('no result');
  return result.nodes.map((node) => (node as { order_id: string }).order_id);
};

test('following the pages gives every row of all systems and accounts once, newest first', async () => {
  const parent = customer(['left', 'A0'], ['right', 'A1'], ['left', 'A2']);
  const everything = [...table('left', 40), ...table('right', 30)]
    .filter((row) => row.order_id.startsWith('left') !== (row.account_id === 'A1'))
    .filter((row) => (row.order_id.startsWith('right') ? row.account_id === 'A1' : true));
  const seen: unknown[] = [];
  let after: string | null = null;
  let pages = 0;
  do {
    const [result] = await ask([left(), right()], [parent], { first: 7, after });
    seen.push(...idsOf(result));
    if (!result || result instanceof Error) throw new Error('no page');
    expect(result.pageInfo.hasPreviousPage).toBe(pages > 0);
    after = result.pageInfo.hasNextPage ? result.pageInfo.endCursor : null;
    pages += 1;
  } while (after !== null && pages < 50);
  expect(new Set(seen).size).toBe(seen.length);
  expect([...seen].sort()).toEqual(everything.map((row) => row.order_id).sort());
  expect(pages).toBe(Math.ceil(everything.length / 7));
  const dates = seen.map((id) => everything.find((row) => row.order_id === id)?.placed_at ?? '');
  expect(dates).toEqual([...dates].sort().reverse());
});

test('fifty parents cost one statement per source', async () => {
  const sources = [left(), right()];
  const parents = Array.from({ length: 50 }, (_, at) => customer(['left', `A${String(at % 3)}`], ['right', 'A0']));
  expect(await ask(sources, parents, { first: 3 })).toHaveLength(50);
  expect(sources.map((source) => source.asked.length)).toEqual([1, 1]);
});

test('a system without a key of any parent is not asked', async () => {
  const sources = [left(), right()];
  const [result] = await ask(sources, [customer(['left', 'A0'], ['elsewhere', 'A0'])], { first: 1 });
  expect(idsOf(result)).toHaveLength(1);
  expect(sources.map((source) => source.asked.length)).toEqual([1, 0]);
});

test('a failing system costs only the parents that have an account there', async () => {
  const sources = [left(), right()];
  const fault = new HubError('LEGACY_UNAVAILABLE', 'down', { system: 'right' });
  for (const source of sources) if (source.system === 'right') source.fault = fault;
  const results = await ask(sources, [customer(['left', 'A0']), customer(['left', 'A0'], ['right', 'A0'])], {
    first: 2,
  });
  expect(idsOf(results[0])).toHaveLength(2);
  expect(results[1]).toBe(fault);
});

test('the count is asked for only when it is selected, and rows are not fetched for a count alone', async () => {
  const source = left();
  const [result] = await ask([source], [customer(['left', 'A0'], ['left', 'A1'])], {}, select({ totalCount: {} }));
  expect(result).toMatchObject({ totalCount: 27, nodes: [] });
  expect(source.asked.map((plan) => plan.kind)).toEqual(['count']);
});

test('only the selected columns and the key are asked for', async () => {
  const source = left();
  await ask([source], [customer(['left', 'A0'])], {}, select({ edges: { node: { placedAt: {} } } }));
  expect(source.asked[0]).toMatchObject({ columns: ['order_id', 'placed_at'], first: 11 });
});

test('a filter becomes a predicate', async () => {
  const source = left();
  const [result] = await ask([source], [customer(['left', 'A0'])], { first: 100, where: { status: ['OPEN'] } });
  expect(idsOf(result)).toHaveLength(7);
  expect(source.asked[0]?.where).toEqual([{ column: 'status', op: 'in', values: ['OPEN'] }]);
});

test.each([0, -1, 101, 2.5, 'many'])('refuses a page of %s and says what is accepted', async (first) => {
  await expect(ask([left()], [customer()], { first })).rejects.toThrow(
    `first: expected 1 to 100, found ${String(first)}. Ask for less and follow pageInfo.endCursor.`,
  );
});

test('a list at the root of a query takes pages of 1000, which are multiplied by nothing', async () => {
  const root = page(() => Order, { link: everyRow, order: ['placed_at desc'] });
  const sources = [memorySource('left', { orders: table('left', 1_100) })];
  const call = { parents: [{}], context: testContext(), selection: rowsAndInfo, sources };
  const [result] = (await root.resolve({ ...call, args: { first: 1_000 } })) as Connection[];
  expect(idsOf(result)).toHaveLength(1_000);
  expect(result?.pageInfo.hasNextPage).toBe(true);
  expect(() => root.resolve({ ...call, args: { first: 1_001 } })).toThrow('expected 1 to 1000, found 1001');
});

test.each(['', 'x', 'eyJsIjoiIn0', Buffer.from('{"l":"other","s":"a","r":[],"d":[]}').toString('base64url')])(
  'refuses «%s» as a cursor',
  async (after) => {
    await expect(ask([left()], [customer()], { after })).rejects.toThrow('expected a cursor that this list');
  },
);
