export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const scores = (precision: number, recall: number): Scores => ({
  precision,
  recall,
  f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
});

const pairs = (n: number): number => (n * (n - 1)) / 2;

function count<K>(keys: Iterable<K>): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/**
 * Pairwise scores over all pairs that the clusters imply, and B-cubed (Bagga & Baldwin 1998): precision and recall of each
 * record's cluster, averaged over records. Both arrays name the cluster and the true entity of each record.
 */
export function clusterScores(
  clusters: ArrayLike<number>,
  entities: ArrayLike<number>,
): { pairs: Scores; bcubed: Scores } {
  const records = Array.from({ length: clusters.length }, (_, at) => at);
  const sizes = count(records.map((at) => clusters[at] ?? -1));
  const truth = count(records.map((at) => entities[at] ?? -1));
  const both = count(records.map((at) => `${String(clusters[at])} ${String(entities[at])}`));
  const sum = (counts: Iterable<number>): number => [...counts].reduce((total, n) => total + pairs(n), 0);
  const [found, real, right] = [sum(sizes.values()), sum(truth.values()), sum(both.values())];
  let precision = 0;
  let recall = 0;
  for (const [key, n] of both) {
    const [cluster, entity] = key.split(' ').map(Number);
    precision += (n * n) / (sizes.get(cluster ?? -1) ?? 1);
    recall += (n * n) / (truth.get(entity ?? -1) ?? 1);
  }
  return {
    pairs: scores(found === 0 ? 1 : right / found, real === 0 ? 1 : right / real),
    bcubed: scores(precision / records.length, recall / records.length),
  };
}
