import { describe, expect, it } from 'vitest';
import { seededRandom } from '../score/random.ts';
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

/** The same by the table of all beginnings. */
function wholeTable(a: readonly string[], b: readonly string[]): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const options = [cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) options.push(cell(i - 2, j - 2) + 1);
      rows[i]?.push(Math.min(...options));
    }
  }
  return cell(a.length, b.length);
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

  it('is that of the whole table for longer texts', () => {
    const random = seededRandom(5);
    const text = (): string[] => Array.from({ length: 4 + random(9) }, () => 'abc𠮷'.slice(random(3)).slice(0, 1));
    let near = 0;
    for (let round = 0; round < 3000; round += 1) {
      const a = text();
      const b = a.flatMap((letter) => (random(6) > 0 ? [letter] : random(2) > 0 ? [] : [...text().slice(0, 2)]));
      const [full, limit] = [wholeTable(a, b), random(4)];
      if (full <= limit) near += 1;
      expect(editDistance(a.join(''), b.join(''), limit), `${a.join('')} ${b.join('')}`).toBe(
        Math.min(full, limit + 1),
      );
    }
    expect(near).toBeGreaterThan(500);
  });

  it('is 1 for one Chinese character', () => expect(editDistance('王小明', '王晓明', 3)).toBe(1));
});

describe('similarity cache', () => {
  const texts = ['anna', 'anne', 'otto', ...Array.from({ length: 300 }, (_, at) => `a${String(at * 7919)}`)];
  const textOf = (id: number): string => texts[id] ?? '';

  it('measures a pair once, in either order', () => {
    let measured = 0;
    const cache = new SimilarityCache(textOf, (a, b) => ((measured += 1), jaroWinkler(a, b)));
    const first = cache.of(0, 1);
    expect([cache.of(1, 0), measured]).toEqual([first, 1]);
    expect([cache.of(2, 2), measured]).toEqual([1, 1]);
  });

  it('gives what measuring gives, also when pairs push each other out', () => {
    for (const most of [256, 1024, 2 ** 20]) {
      const cache = new SimilarityCache(textOf, jaroWinkler, most);
      for (let round = 0; round < 2; round += 1)
        for (let a = 0; a < texts.length; a += 1)
          for (let b = a + 1; b < texts.length; b += 7) {
            const [p, q] = [textOf(a), textOf(b)].sort();
            if (cache.of(b, a) !== jaroWinkler(p ?? '', q ?? '')) expect.fail(`${String(p)} ${String(q)}`);
          }
    }
  });
});
