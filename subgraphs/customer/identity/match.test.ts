import { describe, expect, it } from 'vitest';
import { identityRecord } from '../testing/identity-record.ts';
import { madeRecords } from '../testing/made-records.ts';
import { clusterScores } from './evaluate/metrics.ts';
import { match } from './match.ts';
import { seededRandom } from './score/random.ts';

const { records, entities } = madeRecords(150);

/** The records of each cluster in their given numbers, so that runs in other orders compare. */
function partition(clusters: ArrayLike<number>, numbers: readonly number[]): string[] {
  const parts = new Map<number, number[]>();
  for (const [at, number] of numbers.entries()) {
    const cluster = clusters[at] ?? -1;
    parts.set(cluster, [...(parts.get(cluster) ?? []), number]);
  }
  return [...parts.values()].map((part) => part.sort((a, b) => a - b).join(' ')).sort();
}

describe('matching', () => {
  const result = match(records);

  it('finds who is who among made records', () => {
    const { pairs } = clusterScores(result.clusters, entities);
    expect(pairs.precision).toBeGreaterThan(0.9);
    expect(pairs.recall).toBeGreaterThan(0.75);
    expect(result.kinds.map(({ kind }) => kind)).toEqual(['PERSON']);
  });

  it('names a cluster by its first record', () => {
    for (const [record, cluster] of result.clusters.entries()) {
      expect(cluster).toBeLessThanOrEqual(record);
      expect(result.clusters[cluster]).toBe(cluster);
    }
  });

  it('gives the same clusters and weights five times', () => {
    for (let round = 0; round < 5; round += 1) {
      const again = match(records);
      expect(again.clusters).toEqual(result.clusters);
      expect(again.kinds[0]?.model.m).toEqual(result.kinds[0]?.model.m);
      expect(again.kinds[0]?.model.u).toEqual(result.kinds[0]?.model.u);
    }
  });

  // u is sampled by place and ties go to the smaller number, so pairs at the threshold may fall either way
  it('gives nearly the same clusters in whatever order the records come', () => {
    const random = seededRandom(5);
    const whole = partition(
      result.clusters,
      records.map((_, at) => at),
    );
    for (let round = 0; round < 2; round += 1) {
      const order = records
        .map((_, at) => [random(1_000_000), at] as const)
        .sort(([a], [b]) => a - b)
        .map(([, at]) => at);
      const shuffled = match(order.flatMap((at) => records[at] ?? []));
      const known = new Set(whole);
      const changed = partition(shuffled.clusters, order).filter((part) => !known.has(part));
      expect(changed.length / whole.length).toBeLessThan(0.05);
    }
  });

  it('keeps persons and organisations apart, and works on nothing and on one', () => {
    const values = { name: 'Berg', phone: '+1 212 555 0147', email: 'kontor@example.com' };
    const mixed = match([identityRecord(values, 'PERSON', '1'), identityRecord(values, 'ORGANIZATION', '2')]);
    expect([...mixed.clusters]).toEqual([0, 1]);
    expect([...match([]).clusters]).toEqual([]);
    expect([...match([identityRecord(values)]).clusters]).toEqual([0]);
  });

  it('shows every candidate pair once', () => {
    const seen = new Set<string>();
    let count = 0;
    const { kinds } = match(records, {
      onPair: (a, b) => {
        count += 1;
        seen.add(`${String(Math.min(a, b))} ${String(Math.max(a, b))}`);
      },
    });
    expect(count).toBeGreaterThan(records.length);
    expect([seen.size, kinds[0]?.candidates]).toEqual([count, count]);
  });
});
