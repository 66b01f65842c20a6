import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { repeatsTooMuch } from './repeated-fields.ts';

const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
const byFragments = (count: number, fields: string): string =>
  `{ x { ${times(count, (i) => `...F${String(i)}`)} } } ${times(count, (i) => `fragment F${String(i)} on T { ${fields} }`)}`;

it.each<[string, string]>([
  ['many fields', `{ ${times(2_000, (i) => `f${String(i)}`)} }`],
  ['a hundred fragments that ask for five fields each', byFragments(100, 'a b c d e')],
  [
    'many operations that share a fragment',
    `${times(300, (i) => `query Q${String(i)} { ...F }`)} fragment F on T { ${times(90, (i) => `f${String(i)}`)} }`,
  ],
  ['fragments that spread themselves', '{ a { ...F } } fragment F on T { b { ...F } c { ...F } }'],
  [
    'a fragment that is spread in many ways',
    `{ ...F0 } ${times(20, (i) => `fragment F${String(i)} on T { a { ...F${String(i + 1)} } b { ...F${String(i + 1)} } }`)} fragment F20 on T { id }`,
  ],
  ['a fragment that is not there', '{ ...F }'],
])('lets pass: %s', (_name, text) => {
  expect(repeatsTooMuch(parse(text))).toBe(false);
});

it.each<[string, string]>([
  ['one field', `{ ${times(300, () => 'a')} }`],
  ['one field of inline fragments', `{ ${times(300, () => '... { a }')} }`],
  ['one field of fragments', byFragments(300, 'a')],
  ['fields below fields', `{ ${times(20, () => `a { ${times(20, () => 'b { c }')} }`)} }`],
  ['a name that stands for a field', `{ ${times(150, () => 'a: b')} ${times(150, () => 'a')} }`],
  ['one field in a fragment that nobody spreads', `{ a } fragment F on T { ${times(300, () => 'a')} }`],
])('does not let pass too much of %s', (_name, text) => {
  expect(repeatsTooMuch(parse(text))).toBe(true);
});
