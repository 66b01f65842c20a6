import { describe, expect, it } from 'vitest';
import { seededRandom } from '../score/random.ts';
import { averageLink as link, type AverageLink } from './average-link.ts';
import type { Edges } from './edges.ts';
import { UnionFind } from './union-find.ts';

const edgesOf = (list: readonly (readonly [number, number, number])[]): Edges => ({
  a: Int32Array.from(list, ([a]) => a),
  b: Int32Array.from(list, ([, b]) => b),
  weight: Float64Array.from(list, ([, , weight]) => weight),
  count: list.length,
});

/** Cluster of each of the records. */
function averageLink(records: number, edges: Edges, options: Pick<AverageLink, 'weightOf' | 'mean'>): number[] {
  const sets = new UnionFind(records);
  link(sets, edges, { pair: 0, decided: null, ...options });
  return Array.from({ length: records }, (_, at) => sets.find(at));
}

/** Weights of listed pairs; of all others `rest`. */
const table =
  (list: readonly (readonly [number, number, number])[], rest: number) =>
  (a: number, b: number): number =>
    list.find(([x, y]) => (x === a && y === b) || (x === b && y === a))?.[2] ?? rest;

describe('average link', () => {
  it('joins what is alike all around, under the number of its first record', () => {
    const list = [
      [0, 1, 9],
      [1, 2, 9],
      [0, 2, 8],
      [3, 4, 5],
    ] as const;
    const found = averageLink(6, edgesOf(list), { weightOf: table(list, -20), mean: 0 });
    expect([...found]).toEqual([0, 0, 0, 3, 3, 5]);
  });

  it('does not chain strangers together as connected components would', () => {
    const chain = Array.from({ length: 9 }, (_, at) => [at, at + 1, 6] as const);
    const found = averageLink(10, edgesOf(chain), { weightOf: table(chain, -15), mean: 0 });
    expect(new Set(found).size).toBe(5);
  });

  it('never joins over a pair that is kept apart, however much speaks for it', () => {
    const list = [
      [0, 1, 25],
      [1, 2, 25],
      [0, 2, -Infinity],
    ] as const;
    const found = averageLink(3, edgesOf(list.slice(0, 2)), { weightOf: table(list, 25), mean: -100 });
    expect(found[0]).not.toBe(found[2]);
    expect(new Set(found).size).toBe(2);
  });

  it('finds the same clusters in whatever order the edges come', () => {
    const random = seededRandom(3);
    const list = Array.from({ length: 400 }, () => [random(80), random(80), random(30) + random(1000) / 1000] as const)
      .filter(([a, b]) => a < b)
      .filter(([a, b], at, all) => all.findIndex(([x, y]) => x === a && y === b) === at);
    expect(list.length).toBeGreaterThan(100);
    const weightOf = table(list, -3);
    const first = [...averageLink(80, edgesOf(list), { weightOf, mean: 0 })];
    expect(new Set(first).size).toBeGreaterThan(5);
    for (let round = 0; round < 5; round += 1) {
      const shuffled = list.map((edge) => [random(1_000_000), edge] as const).sort(([x], [y]) => x - y);
      expect([...averageLink(80, edgesOf(shuffled.map(([, edge]) => edge)), { weightOf, mean: 0 })]).toEqual(first);
    }
  });
});
