import { expect, it } from 'vitest';
import { isDeeper } from './json-bodies.ts';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

const values: readonly unknown[] = [
  1,
  'a [[[ {{{ " \\ \\" ]]',
  [],
  {},
  [[], [[1]], { a: [2] }],
  { query: '{ a { b { c } } }', variables: { 'x"[[[': ['\\', '[[', { y: '\\"[' }] } },
  ['\\\\', ['"', ['\\\\"']]],
];

it.each(values.map((value) => [JSON.stringify(value), value]))('counts the levels of %s', (text, value) => {
  const depth = depthOf(value);
  for (let most = 0; most < 8; most += 1) expect([most, isDeeper(text as string, most)]).toEqual([most, depth > most]);
});

it('ends with a text that is no JSON', () => {
  expect([isDeeper('"', 1), isDeeper('"\\"', 1), isDeeper(']]]]', 1), isDeeper('[[[', 2)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
