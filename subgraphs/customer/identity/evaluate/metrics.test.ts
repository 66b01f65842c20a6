import { expect, test } from 'vitest';
import { seededRandom } from '../score/random.ts';
import { clusterScores } from './metrics.ts';

test('of one wrong join and one split, by hand', () => {
  // clusters {0,1,2} {3} {4}; truth {0,1} {2,3} {4}
  const { pairs, bcubed } = clusterScores([0, 0, 0, 1, 2], [7, 7, 8, 8, 9]);
  // found pairs 3, true pairs 2, right 1
  expect(pairs.precision).toBeCloseTo(1 / 3, 12);
  expect(pairs.recall).toBeCloseTo(1 / 2, 12);
  expect(pairs.f1).toBeCloseTo(2 / 5, 12);
  // precision of records: 2/3 2/3 1/3 1 1; recall: 1 1 1/2 1/2 1
  expect(bcubed.precision).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5, 12);
  expect(bcubed.recall).toBeCloseTo((1 + 1 + 1 / 2 + 1 / 2 + 1) / 5, 12);
});

test('are 1 for the truth itself, whatever its names, and 0 recall for all apart', () => {
  const perfect = clusterScores([5, 5, 3, 3, 3], [1, 1, 0, 0, 0]);
  expect([perfect.pairs.f1, perfect.bcubed.f1]).toEqual([1, 1]);
  expect(clusterScores([0, 1, 2], [0, 0, 0]).pairs).toEqual({ precision: 1, recall: 0, f1: 0 });
});

test('are those of counting each pair and each record', () => {
  const random = seededRandom(11);
  const clusters = Array.from({ length: 120 }, () => random(25));
  const truth = Array.from({ length: 120 }, (_, at) => (random(3) === 0 ? random(25) : (clusters[at] ?? 0)));
  let [found, real, right] = [0, 0, 0];
  let [precision, recall] = [0, 0];
  for (let a = 0; a < 120; a += 1) {
    const inCluster = truth.filter((_, b) => clusters[b] === clusters[a]);
    const inEntity = clusters.filter((_, b) => truth[b] === truth[a]);
    precision += inCluster.filter((entity) => entity === truth[a]).length / inCluster.length / 120;
    recall += inEntity.filter((cluster) => cluster === clusters[a]).length / inEntity.length / 120;
    for (let b = a + 1; b < 120; b += 1) {
      const [together, one] = [clusters[a] === clusters[b], truth[a] === truth[b]];
      if (together) found += 1;
      if (one) real += 1;
      if (together && one) right += 1;
    }
  }
  const { pairs, bcubed } = clusterScores(clusters, truth);
  expect(pairs.precision).toBeCloseTo(right / found, 10);
  expect(pairs.recall).toBeCloseTo(right / real, 10);
  expect(bcubed.precision).toBeCloseTo(precision, 10);
  expect(bcubed.recall).toBeCloseTo(recall, 10);
});
