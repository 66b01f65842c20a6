import type { Judge } from '../score/judge.ts';
import type { DecidedSets } from './decided.ts';
import type { Edges } from './edges.ts';
import { boundedWeight, GroupWeights } from './group-weight.ts';
import { Neighbours } from './neighbours.ts';
import { Rivals, type Margin } from './rivals.ts';
import type { UnionFind } from './union-find.ts';

export interface AverageLink extends Margin {
  /** Judges any records, also those that were no candidates. */
  readonly judge: Judge;
  /** Weight from which an edge may bring two clusters together. */
  readonly pair: number;
  /** Hears of every two clusters that become one, and forbids those that people keep apart. */
  readonly decided: DecidedSets | null;
  /** How many edges of a pass were looked at. */
  readonly onEdge?: (done: number, total: number) => void;
}

/** A pass over the edges may make others possible. */
const passes = 4;

/**
 * Agglomerative clustering by average link over the edges, best first: two clusters become one when the mean weight over
 * all their pairs allows it, so one chance agreement does not chain strangers together as connected components would.
 * Vetoes are asked of clusters as of pairs: what all members say together excuses, or does not. Who fits two others that
 * can't be one, and none of them clearly better, stays alone. Deterministic, and what becomes of a connected component
 * depends on nothing outside of it: a component alone gives the clusters that it gives among all.
 */
export function averageLink(
  sets: UnionFind,
  edges: Edges,
  { judge, pair, mean, margin, decided, onEdge }: AverageLink,
): void {
  const order = Uint32Array.from({ length: edges.count }, (_, edge) => edge)
    .filter((edge) => (edges.weight[edge] ?? -Infinity) >= pair)
    .sort(
      (x, y) =>
        (edges.weight[y] ?? 0) - (edges.weight[x] ?? 0) ||
        (edges.a[x] ?? 0) - (edges.a[y] ?? 0) ||
        (edges.b[x] ?? 0) - (edges.b[y] ?? 0),
    );
  const weights = new GroupWeights(judge, mean);
  const rivals = new Rivals(sets, new Neighbours(edges, order, sets.size), weights, { mean, margin });
  for (let pass = 0, changed = true; pass < passes && changed; pass += 1) {
    changed = false;
    for (const [at, edge] of order.entries()) {
      if (at % 10_000 === 0) onEdge?.(at, order.length);
      const [x, y] = [sets.find(edges.a[edge] ?? 0), sets.find(edges.b[edge] ?? 0)];
      if (x === y) continue;
      // the smaller first, so that the sum is the same to the last bit whichever way the edge points
      const [keep, gone] = x < y ? [x, y] : [y, x];
      if (decided?.mayMeet(keep, gone) === false) continue;
      const [left, right] = [sets.members(keep), sets.members(gone)];
      // the only pair of two lone records is the edge itself
      const isEdge = left.length === 1 && right.length === 1;
      const weight = isEdge ? boundedWeight(edges.weight[edge] ?? 0) : weights.of(left, right);
      if (weight < mean || rivals.areTorn(left, right, weight)) continue;
      sets.union(keep, gone);
      decided?.unite(keep, gone);
      changed = true;
    }
  }
}
