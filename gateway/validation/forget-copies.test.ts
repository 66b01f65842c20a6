import { parse, print, stripIgnoredCharacters } from 'graphql';
import { expect, it } from 'vitest';
import { forgetCopies } from './forget-copies.ts';

const some = '{ a b(x: "1 2") { c } ...F ... on T { d } a: b e @skip(if: true) }';
const without = (text: string): string => {
  const document = parse(text);
  forgetCopies(document);
  return stripIgnoredCharacters(print(document));
};
const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

it('lets go of what is there word for word, wherever it stands and however it is spaced', () => {
  const spaced = (i: number): string => `${some.slice(2, -2).replaceAll(/ (?!2)/g, i % 2 ? ' ' : ', # and\n ')}`;
  const all = `{ ${times(30, spaced)} }`;
  expect(without(all)).toBe(stripIgnoredCharacters(some));
  expect(without(`{ top { ...G } } fragment G on T ${all}`)).toBe(
    stripIgnoredCharacters(`{ top { ...G } } fragment G on T ${some}`),
  );
});

it.each<[string, (i: number) => string]>([
  ['arguments', (i) => `b(x: ${String(i)})`],
  ['texts', (i) => `b(x: "${' '.repeat(i)}")`],
  ['names', (i) => `a${String(i)}: b`],
  ['directives', (i) => `b @d(n: ${String(i)})`],
  ['what is below', (i) => `b { c${String(i)} }`],
  ['fragments', (i) => `...F${String(i)}`],
])('keeps what has other %s', (_name, make) => {
  const text = `{ ${times(100, make)} }`;
  expect(without(text)).toBe(stripIgnoredCharacters(text));
});

it('keeps what is there once in each of two places', () => {
  const text = '{ x { a b } y { a b } }';
  expect(without(text)).toBe(stripIgnoredCharacters(text));
});
