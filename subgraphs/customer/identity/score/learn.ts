import { leastRecords } from '../rules/thresholds.ts';
import { PairList } from '../block/candidate-pairs.ts';
import { byChance, evidence, priorWeight, probability, type Model } from './model.ts';
import type { PairWork } from './pair-work.ts';
import { seededRandom } from './random.ts';

/** Candidate pairs kept for learning, with their levels: `levels` has one row of comparisons per pair. */
export interface Sample {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly levels: Uint8Array;
  readonly count: number;
  /** Candidate pairs in all, of which this is a sample. */
  readonly candidates: number;
}

/** So many pairs' worth of belief in what the rules expect, before any data: it rules where there are few pairs. */
const belief = 20;
/** At least so many matches are believed to be there, but no more than one in so many records: few may hold some too. */
const leastMatches = { count: 10, oneIn: 16 } as const;
const drawn = 200_000;
/** What is believed of pairs drawn at random before any data is seen: so many of them differ. */
const differing = 0.9;

/** u: levels of pairs drawn at random, which are hardly ever matches. */
export function learnU(model: Model, records: Int32Array, work: PairWork): void {
  const counts = model.comparisons.map(({ levels }) => [
    0,
    ...levels.map(
      (_, level) => belief * (level === levels.length - 1 ? differing : (1 - differing) / (levels.length - 1)),
    ),
  ]);
  const pairs = drawPairs(records);
  const width = counts.length;
  for (const [at, level] of work.levels(model, pairs).entries()) {
    const row = counts[at % width];
    if (row && level > 0) row[level] = (row[level] ?? 0) + 1;
  }
  model.u = counts.map(normalised);
}

function drawPairs(records: Int32Array): PairList {
  const random = seededRandom(20_260_630);
  const draws = Math.min(drawn, records.length * (records.length - 1));
  const pairs = new PairList(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const [a, b] = [records[random(records.length)] ?? 0, records[random(records.length)] ?? 0];
    if (a !== b) pairs.push(a, b);
  }
  return pairs;
}

const normalised = (row: readonly number[]): number[] => {
  const sum = row.slice(1).reduce((total, count) => total + count, 0);
  return row.map((count, level) => (level === 0 || sum === 0 ? 1 : count / sum));
};

/** What the rules expect, as m. */
export const expectedM = (model: Pick<Model, 'comparisons'>): number[][] =>
  model.comparisons.map(({ expected }) => normalised([0, ...expected]));

/**
 * m and the prior by expectation maximisation (Dempster, Laird & Rubin 1977) over the candidate pairs: no labels. Each
 * pair counts as a match with its present probability. u loses the part that matches have in pairs drawn at random, which
 * is not small where many records are one customer.
 */
export function learnM(model: Model, sample: Sample, records: number, rounds: number): void {
  const width = model.comparators.length;
  const expected = expectedM(model);
  const seen = model.u;
  const population = Math.max(records, leastRecords);
  const allPairs = (population * (population - 1)) / 2;
  const believed = Math.min(leastMatches.count, records / leastMatches.oneIn);
  for (let round = 0; round < rounds; round += 1) {
    const counts = expected.map((row) => row.map((share, level) => (level === 0 ? 0 : share * belief)));
    let matches = 0;
    for (let pair = 0; pair < sample.count; pair += 1) {
      const chance = probability(sampleWeight(model, sample, pair));
      matches += chance;
      for (let at = 0; at < width; at += 1) {
        const level = sample.levels[pair * width + at] ?? 0;
        const row = counts[at];
        if (row && level > 0) row[level] = (row[level] ?? 0) + chance;
      }
    }
    model.m = counts.map(normalised);
    const found = Math.max(believed, (matches * sample.candidates) / Math.max(1, sample.count));
    model.prior = Math.min(0.2, Math.max(1e-9, found / Math.max(1, allPairs)));
    model.u = seen.map((row, at) =>
      normalised(row.map((share, level) => byChance(share, (model.m[at]?.[level] ?? 0) * model.prior))),
    );
  }
}

export function sampleWeight(model: Model, sample: Sample, pair: number, without = -1): number {
  const width = model.comparators.length;
  const [a, b] = [sample.a[pair] ?? 0, sample.b[pair] ?? 0];
  let weight = priorWeight(model);
  for (let at = 0; at < width; at += 1)
    if (at !== without) weight += evidence(model, at, a, b, sample.levels[pair * width + at] ?? 0);
  return weight;
}
