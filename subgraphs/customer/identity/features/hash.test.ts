import { expect, test } from 'vitest';
import { asBigint, hashOn, hashText, type Hash64 } from './hash.ts';
import { KeyTable } from './key-table.ts';

const hashOf = (text: string): Hash64 => {
  const hash = { high: 0, low: 0 };
  hashText(text, hash);
  return hash;
};

test('is the same for ever: keys of blocks are stored', () => {
  const keys = ['', 'a', 'anna berg', '王小明', '🙂'].map((text) => asBigint(hashOf(text).high, hashOf(text).low));
  expect(keys).toMatchInlineSnapshot(`
    [
      4608181786088622787n,
      6925673059372848795n,
      -4398408581977816549n,
      -7145711919042083997n,
      -4679802341055181628n,
    ]
  `);
});

test('tells texts apart that hardly differ, and spreads them evenly over either half', () => {
  const table = new KeyTable();
  const [highs, lows] = [new Set<number>(), new Set<number>()];
  const texts = Array.from({ length: 200_000 }, (_, at) =>
    at % 2 === 0 ? String(at) : `${String.fromCharCode(97 + (at % 26))}${at.toString(36)} st`,
  );
  const numbers = texts.map((text) => {
    const { high, low } = hashOf(text);
    highs.add(high);
    lows.add(low);
    return table.idOf(high, low);
  });
  expect(numbers).toEqual(texts.map((_, at) => at));
  // by chance n² / 2³³ meet: five of 200,000
  expect(highs.size).toBeGreaterThan(199_980);
  expect(lows.size).toBeGreaterThan(199_980);
  expect(texts.map((text) => table.idOf(hashOf(text).high, hashOf(text).low))).toEqual(numbers);
});

test('of a sequence depends on the order', () => {
  const on = (...texts: string[]): bigint => {
    const into = hashOf('rule');
    for (const text of texts) hashOn(into, hashOf(text).high, hashOf(text).low);
    return asBigint(into.high, into.low);
  };
  const all = [on(), on('a'), on('b'), on('a', 'b'), on('b', 'a'), on('ab'), on('a', 'a'), on('', 'ab')];
  expect(new Set(all).size).toBe(all.length);
});

test('fits the bigint of PostgreSQL', () => {
  expect(asBigint(0, 1)).toBe(1n);
  expect(asBigint(0, -1)).toBe(2n ** 32n - 1n);
  expect(asBigint(-1, -1)).toBe(-1n);
  expect(asBigint(-(2 ** 31), 0)).toBe(-(2n ** 63n));
  expect(asBigint(2 ** 31 - 1, -1)).toBe(2n ** 63n - 1n);
});
