import { expect, it } from 'vitest';
import { Alike } from './alike.ts';

it('finds what is the same JSON, whatever stands in it and in whatever order', () => {
  const alike = new Alike();
  const given = [
    { __typename: 'Order', id: '1' },
    { __typename: 'Order', id: 1 },
    { id: '1', __typename: 'Order' },
    { __typename: 'Order', id: '1', lines: [{ sku: 'a' }, null] },
    { __typename: 'Order', id: '1', lines: [{ sku: 'a' }] },
    { __typename: 'Order', id: '1', lines: [{ sku: 'a' }, null] },
    { __typename: 'Order', id: '1', lines: null },
    { __typename: 'Order', id: 1 },
  ];
  expect(given.map((one) => alike.positionOf(one))).toEqual([null, null, null, null, null, 3, null, 1]);
  expect(alike.all).toHaveLength(6);
});

it.each([
  ['in a key within a key', (n: number) => ({ __typename: 'Shelf', shop: { id: `s${String(n)}` } })],
  ['in a list', (n: number) => ({ __typename: 'Customer', id: '1', accounts: [{ id: n }] })],
  [
    'by nothing but yes and no',
    (n: number) => ({ __typename: 'Flag', bits: [...n.toString(2)].map((bit) => bit === '1') }),
  ],
])('takes no time for 20,000 that differ %s, and finds each again', (_, made) => {
  const alike = new Alike();
  const count = 20_000;
  const began = performance.now();
  const positions = (): (number | null)[] => Array.from({ length: count }, (_one, n) => alike.positionOf(made(n)));
  expect(positions().every((at) => at === null)).toBe(true);
  expect(positions().every((at, n) => at === n)).toBe(true);
  // Comparing each with each takes half a minute.
  expect(performance.now() - began).toBeLessThan(5_000);
});
