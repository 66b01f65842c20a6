import { expect, test } from 'vitest';
import { Places, type Placed } from './places.ts';

test('holds what a Set would, whatever comes and goes', () => {
  const places = new Places<Placed & { n: number }>();
  const oracle = new Set<number>();
  const ones = Array.from({ length: 40 }, (_, n) => ({ n, place: -1 }));
  let seed = 7;
  for (let step = 0; step < 1_000; step++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const one = ones[seed % ones.length];
    if (!one) throw new Error('expected one of forty');
    if (one.place < 0 && seed % 3 > 0) {
      places.add(one);
      oracle.add(one.n);
    } else expect(places.delete(one)).toBe(oracle.delete(one.n));
    expect(places.all.map(({ n }) => n).sort((a, b) => a - b)).toEqual([...oracle].sort((a, b) => a - b));
    for (const { n, place } of ones) expect(places.all[place]?.n).toBe(oracle.has(n) ? n : undefined);
  }
});
