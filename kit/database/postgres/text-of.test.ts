import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { textOf } from './text-of.ts';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as { prepareValue(value: unknown): unknown };

const values: readonly unknown[] = [
  'plain',
  '',
  ' ',
  'NULL',
  'a "quoted" word',
  'back\\slash',
  '{a,b}',
  'Zoë 王 😀',
  'line\nfeed',
  0,
  -0,
  17,
  -1.5,
  1e21,
  NaN,
  Infinity,
  null,
  undefined,
  true,
  12n,
  new Date(0),
  ['in', 'side'],
  [],
  { an: 'object' },
];

test('values are written as pg writes them, alone and in lists', () => {
  for (const value of values) expect(textOf(value)).toBe(prepareValue(value));
  for (const first of values)
    for (const second of values) {
      const list = [first, second];
      expect(textOf(list)).toBe(prepareValue(list));
      expect(textOf([first])).toBe(prepareValue([first]));
    }
  expect(textOf([])).toBe('{}');
  expect(textOf([[], 'x'])).toBe(prepareValue([[], 'x']));
});

test('bytes are written in hex', () => {
  expect(textOf(Buffer.from([1, 255]))).toBe('\\x01ff');
  expect(textOf([Buffer.from([1, 255])])).toBe(prepareValue([Buffer.from([1, 255])]));
});
