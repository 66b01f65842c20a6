import { describe, expect, it } from 'vitest';
import { editDistance, jaroWinkler, SimilarityCache } from './similarity.ts';

describe('Jaro-Winkler', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['JELLYFISH', 'SMELLYFISH', 0.8963],
    ['same', 'same', 1],
    ['abc', 'xyz', 0],
    ['', 'abc', 0],
  ])('of %s and %s is %d, either way round', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 4);
    expect(jaroWinkler(b, a)).toBeCloseTo(expected, 4);
  });

  it('counts characters, not the halves of characters beyond the first plane', () => {
    // U+20BB7 and U+20BB8 share their first half: as halves they would be alike
    expect(jaroWinkler('𠮷', '𠮸')).toBe(0);
    expect(jaroWinkler('𠮷野家', '𠮷野屋')).toBeCloseTo(jaroWinkler('abc', 'abd'), 10);
  });
});

/** Optimal string alignment by its definition, without limit: an oracle. */
function distance(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const last = a.at(-1) === b.at(-1) ? 0 : 1;
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    distance(x, b) + 1,
    distance(a, y) + 1,
    distance(x, y) + last,
    swapped ? distance(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  );
}

describe('edit distance', () => {
  it('is that of the definition up to the limit, and the limit plus one beyond it', () => {
    const texts = ['', 'a', 'ab', 'ba', 'abc', 'acb', 'bca', 'abcd', 'badc', '王小明', '王晓明', '小王明', '𠮷a'];
    let seen = 0;
    for (const a of texts)
      for (const b of texts)
        for (const limit of [1, 2, 3]) {
          seen += 1;
          expect(editDistance(a, b, limit), `${a} ${b}`).toBe(Math.min(distance([...a], [...b]), limit + 1));
        }
    expect(seen).toBe(507);
  });

  it('is 1 for one Chinese character', () => expect(editDistance('王小明', '王晓明', 3)).toBe(1));
});

describe('similarity cache', () => {
  it('measures a pair once, in either order, also after it has been emptied', () => {
    const texts = ['anna', 'anne', 'otto'];
    let measured = 0;
    const cache = new SimilarityCache(
      (id) => texts[id] ?? '',
      (a, b) => ((measured += 1), jaroWinkler(a, b)),
      2,
    );
    const first = cache.of(0, 1);
    expect([cache.of(1, 0), measured]).toEqual([first, 1]);
    expect(cache.of(2, 2)).toBe(1);
    cache.of(0, 2);
    cache.of(1, 2);
    expect(cache.of(0, 1)).toBe(first);
    expect(measured).toBe(4);
  });
});
