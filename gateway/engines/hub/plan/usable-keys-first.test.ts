import { expect, it } from 'vitest';
import { usableKeysFirst } from './usable-keys-first.ts';

it('puts the keys by which a subgraph can be entered first, and keeps the order otherwise', () => {
  const sdl = `type A @join__type(graph: X, key: "a", resolvable: false) @join__type(graph: X, key: "b") @join__type(graph: Y, key: "c") { a: ID }`;
  const keys = [...usableKeysFirst(sdl).matchAll(/key: "(\w)"/g)].map(([, key]) => key);
  expect(keys).toEqual(['b', 'c', 'a']);
});

it('leaves a supergraph as it is when every key can be used', () => {
  const sdl = 'type A @join__type(graph: X, key: "a") { a: ID }';
  expect(usableKeysFirst(sdl)).toBe(sdl);
});
