import { expect, test } from 'vitest';
import { decimal, instant, key, relation } from '../relation.ts';
import type { FetchedRow } from '../sources/source.ts';
import { parseOrder, rowComparator } from './order.ts';

const things = relation({
  name: 'things',
  description: 'things',
  key: ['thing_id'],
  columns: { thing_id: key.required('id'), at: instant('when'), price: decimal('price') },
});

const row = (system: string, ...decoded: (string | null)[]): FetchedRow => ({
  row: { system },
  parent: '',
  raw: decoded,
  decoded,
});

const sorted = (terms: string[], rows: FetchedRow[], isNumeric = false): (string | null | undefined)[] =>
  [...rows]
    .sort(rowComparator(things, parseOrder(things, terms), () => isNumeric))
    .map(({ decoded }) => decoded.at(-1));

test('instants are ordered in time, with and without fractions, nulls last in both directions', () => {
  const rows = [
    row('a', null, 'never'),
    row('a', '2026-01-01T00:00:05.25Z', 'quarter'),
    row('a', '2026-01-01T00:00:05Z', 'full'),
    row('a', '2025-01-01T00:00:00Z', 'old'),
  ];
  expect(sorted(['at asc'], rows)).toEqual(['old', 'full', 'quarter', 'never']);
  expect(sorted(['at desc'], rows)).toEqual(['quarter', 'full', 'old', 'never']);
});

test('decimals are ordered as numbers', () => {
  expect(sorted(['price asc'], [row('a', '10.00', 'ten'), row('a', '9.5', 'nine'), row('a', '-1', 'minus')])).toEqual([
    'minus',
    'nine',
    'ten',
  ]);
});

test('ties are broken by system, then by key as the database orders it', () => {
  const rows = [row('b', '1', '1'), row('a', '1', '9'), row('a', '1', '10')];
  expect(sorted(['price asc'], rows)).toEqual(['10', '9', '1']);
  expect(sorted(['price asc'], rows, true)).toEqual(['9', '10', '1']);
});

test('text keys are ordered by code points, beyond the basic plane too', () => {
  expect(sorted([], [row('a', '\u{20000}'), row('a', '\uFF21'), row('a', 'A')])).toEqual(['A', '\uFF21', '\u{20000}']);
});

test('an order by a column that the relation lacks is refused', () => {
  expect(() => parseOrder(things, ['cost desc'])).toThrow('order «cost desc»: relation things has no such column');
  expect(() => parseOrder(things, ['price down'])).toThrow('order «price down»: expected asc or desc');
});
