import type { DecidedSets } from './decided.ts';
import type { Edges } from './edges.ts';
import type { UnionFind } from './union-find.ts';

export interface AverageLink {
  /** Weight of any two records, also of those that were no candidates; -Infinity where a veto forbids the pair. */
  readonly weightOf: (a: number, b: number) => number;
  /** Weight from which an edge may bring two clusters together. */
  readonly pair: number;
  /** Mean weight over all pairs of two clusters from which they become one. */
  readonly mean: number;
  /** Hears of every two clusters that become one, and forbids those that people keep apart. */
  readonly decided: DecidedSets | null;
}

/** One pair says no more than this, for or against. */
const bounds = { low: -20, high: 25 };
/** What a pair says in a mean of pairs. */
export const boundedWeight = (weight: number): number => Math.max(bounds.low, Math.min(bounds.high, weight));
/** Of clusters larger than this, so many members speak for the rest. */
export const speakers = 30;
/** A pass over the edges may make others possible. */
const passes = 4;

/**
 * Agglomerative clustering by average link over the edges, best first: two clusters become one when the mean weight over
 * all their pairs allows it, so one chance agreement does not chain strangers together as connected components would.
 * Deterministic, and what becomes of a connected component depends on nothing outside of it: a component alone gives the
 * clusters that it gives among all.
 */
export function averageLink(sets: UnionFind, edges: Edges, { weightOf, pair, mean, decided }: AverageLink): void {
  const order = Uint32Array.from({ length: edges.count }, (_, edge) => edge)
    .filter((edge) => (edges.weight[edge] ?? -Infinity) >= pair)
    .sort(
      (x, y) =>
        (edges.weight[y] ?? 0) - (edges.weight[x] ?? 0) ||
        (edges.a[x] ?? 0) - (edges.a[y] ?? 0) ||
        (edges.b[x] ?? 0) - (edges.b[y] ?? 0),
    );
  const agrees = (left: readonly number[], right: readonly number[]): boolean => {
    const [stepLeft, stepRight] = [left, right].map((list) => Math.max(1, Math.ceil(list.length / speakers)));
    let sum = 0;
    let pairs = 0;
    for (let i = 0; i < left.length; i += stepLeft ?? 1)
      for (let j = 0; j < right.length; j += stepRight ?? 1) {
        const weight = weightOf(left[i] ?? 0, right[j] ?? 0);
        if (weight === -Infinity) return false;
        sum += boundedWeight(weight);
        pairs += 1;
      }
    return sum / pairs >= mean;
  };
  for (let pass = 0, changed = true; pass < passes && changed; pass += 1) {
    changed = false;
    for (const edge of order) {
      const [x, y] = [sets.find(edges.a[edge] ?? 0), sets.find(edges.b[edge] ?? 0)];
      if (x === y) continue;
      // the smaller first, so that the sum is the same to the last bit whichever way the edge points
      const [keep, gone] = x < y ? [x, y] : [y, x];
      if (decided?.mayMeet(keep, gone) === false) continue;
      const [left, right] = [sets.members(keep), sets.members(gone)];
      // the only pair of two lone records is the edge itself
      const isAlike =
        left.length === 1 && right.length === 1 ? boundedWeight(edges.weight[edge] ?? 0) >= mean : agrees(left, right);
      if (!isAlike) continue;
      sets.union(keep, gone);
      decided?.unite(keep, gone);
      changed = true;
    }
  }
}
