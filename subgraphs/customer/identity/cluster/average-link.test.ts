import { describe, expect, it } from 'vitest';
import { seededRandom } from '../score/random.ts';
import { pairJudge } from '../../testing/pair-judge.ts';
import type { Judge } from '../score/judge.ts';
import { averageLink as link } from './average-link.ts';
import type { Edges } from './edges.ts';
import { UnionFind } from './union-find.ts';

const edgesOf = (list: readonly (readonly [number, number, number])[]): Edges => ({
  a: Int32Array.from(list, ([a]) => a),
  b: Int32Array.from(list, ([, b]) => b),
  weight: Float64Array.from(list, ([, , weight]) => weight),
  count: list.length,
});

/** Cluster of each of the records. */
function averageLink(
  records: number,
  edges: Edges,
  { weightOf, mean, ...judged }: { weightOf: Judge['weigh']; mean: number } & Partial<Judge>,
): number[] {
  const sets = new UnionFind(records);
  link(sets, edges, { judge: { ...pairJudge(weightOf), ...judged }, pair: 0, mean, margin: 6, decided: null });
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

  describe('with vetoes over groups', () => {
    // one mailbox per record: level 1 the same, 2 other; who has no mailbox says nothing
    const mailboxes = ['sr', 'sr', 'jr', 'jr', '', 'both'];
    const levelOf = (a: number, b: number): number => {
      const [x, y] = [mailboxes[a], mailboxes[b]];
      return x === '' || y === '' ? 0 : x === y || x === 'both' || y === 'both' ? 1 : 2;
    };
    const judge: Partial<Judge> = {
      levels: (left, right) => {
        const levels = left.flatMap((a) => right.map((b) => levelOf(a, b))).filter((level) => level > 0);
        return Uint8Array.of(levels.length === 0 ? 0 : Math.min(...levels));
      },
      vetoOf: ([level]) => (level === 2 ? { atMost: -8, reason: 'another mailbox', when: {}, unless: {} } : null),
    };
    const among = (records: readonly number[], weight: (a: number, b: number) => number): number[] => {
      const list = records.flatMap((a, at) => records.slice(at + 1).map((b) => [a, b, weight(a, b)] as const));
      const edges = edgesOf(list.filter(([a, b]) => levelOf(a, b) !== 2));
      return averageLink(6, edges, { weightOf: table(list, -20), mean: 0, ...judge });
    };

    it('leaves alone who fits two others that cannot be one', () => {
      const found = among([0, 1, 2, 3, 4], (a, b) => (levelOf(a, b) === 1 ? 25 : 14 + (a === 3 || b === 3 ? 2 : 0)));
      expect(found.slice(0, 5)).toEqual([0, 0, 2, 2, 4]);
    });

    it('gives it to the one that fits clearly better', () => {
      const fits = (a: number, b: number): boolean => a >= 2 && b >= 2;
      const found = among([0, 1, 2, 3, 4], (a, b) => (levelOf(a, b) === 1 ? 25 : fits(a, b) ? 22 : 12));
      expect(found.slice(0, 5)).toEqual([0, 0, 2, 2, 2]);
    });

    it('leaves it alone too where the other claim alone would not be enough, but the first is hardly better', () => {
      // the third fits the first two badly, yet as well as the next two all but a little
      const weight = (a: number, b: number): number =>
        levelOf(a, b) === 1 ? 25 : a >= 2 && b >= 2 ? 1 : a === 0 ? 0.5 : -1.5;
      expect(among([0, 1, 2, 3, 4], weight).slice(0, 5)).toEqual([0, 0, 2, 2, 4]);
    });

    it('joins what a third shows to be one, for then nothing speaks against it any more', () => {
      const found = among([0, 1, 2, 3, 5], () => 14);
      expect(new Set([0, 1, 2, 3, 5].map((record) => found[record]))).toEqual(new Set([0]));
    });
  });
});
