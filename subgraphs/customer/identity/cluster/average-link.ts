/** A candidate pair that may bring two clusters together. */
export interface Edges {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly count: number;
}

export interface AverageLink {
  /** Weight of any two records, also of those that were no candidates; -Infinity where a veto forbids the pair. */
  readonly weightOf: (a: number, b: number) => number;
  /** Mean weight over all pairs of two clusters from which they become one. */
  readonly mean: number;
}

/** One pair says no more than this, for or against. */
const bounds = { low: -20, high: 25 };
/** Of clusters larger than this, so many members speak for the rest. */
const speakers = 30;
/** A pass over the edges may make others possible. */
const passes = 4;

/**
 * Agglomerative clustering by average link over the edges, best first: two clusters become one when the mean weight over
 * all their pairs allows it, so one chance agreement does not chain strangers together as connected components would.
 * Returns the cluster of each record, named by its smallest record. Deterministic.
 */
export function averageLink(records: number, edges: Edges, { weightOf, mean }: AverageLink): Int32Array {
  const parent = Int32Array.from({ length: records }, (_, record) => record);
  const members = new Map<number, number[]>();
  const membersOf = (root: number): number[] => members.get(root) ?? [root];
  const rootOf = (record: number): number => {
    let root = record;
    while (parent[root] !== root) root = parent[root] = parent[parent[root] ?? 0] ?? 0;
    return root;
  };
  const order = Uint32Array.from({ length: edges.count }, (_, edge) => edge).sort(
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
        sum += Math.max(bounds.low, Math.min(bounds.high, weight));
        pairs += 1;
      }
    return sum / pairs >= mean;
  };
  for (let pass = 0, changed = true; pass < passes && changed; pass += 1) {
    changed = false;
    for (const edge of order) {
      const [x, y] = [rootOf(edges.a[edge] ?? 0), rootOf(edges.b[edge] ?? 0)];
      if (x === y) continue;
      const [keep, gone] = x < y ? [x, y] : [y, x];
      const [left, right] = [membersOf(keep), membersOf(gone)];
      if (!agrees(left, right)) continue;
      parent[gone] = keep;
      members.set(
        keep,
        [...left, ...right].sort((p, q) => p - q),
      );
      members.delete(gone);
      changed = true;
    }
  }
  return Int32Array.from({ length: records }, (_, record) => rootOf(record));
}
