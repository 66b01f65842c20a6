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
/**
 * At least so many matches are believed to be there, but no more than one in so many records: where a handful of records
 * teaches nothing, two that have a name in common and nothing else are in doubt, not joined.
 */
const leastMatches = { count: 0.5, oneIn: 16 } as const;
/** No more than this share of all pairs is believed to be matches. */
const mostlyMatches = 0.2;
const mostDrawn = 200_000;
/** What is believed of pairs drawn at random before any data is seen: so many of them differ. */
const differ = 0.9;
const pairsOf = (records: number): number => (records * (records - 1)) / 2;

/** Pairs of strangers, by comparison and level (0 is not used). */
export interface Strangers {
  /** How many of the pairs drawn at random have the level; a few of them are matches. */
  readonly drawn: readonly (readonly number[])[];
  /**
   * Few records are taken as a part of `leastRecords`: of the pairs that are missing the rules say what is known of the world.
   * So many of those have the level.
   */
  readonly missing: readonly (readonly number[])[];
}

/** What u is made of: levels of pairs drawn at random. */
export function drawStrangers(model: Model, records: Int32Array, work: PairWork): Strangers {
  const draws = Math.min(mostDrawn, records.length * (records.length - 1));
  const times = Math.max(0, pairsOf(leastRecords) / Math.max(1, pairsOf(records.length)) - 1);
  const drawn = model.comparisons.map(({ levels }) => [
    0,
    ...levels.map((_, level) => belief * (level === levels.length - 1 ? differ : (1 - differ) / (levels.length - 1))),
  ]);
  const width = drawn.length;
  for (const [at, level] of work.levels(model, drawPairs(records, draws)).entries()) {
    const row = drawn[at % width];
    if (row && level > 0) row[level] = (row[level] ?? 0) + 1;
  }
  const missing = model.comparisons.map(({ levels, atRandom }) => [
    0,
    ...levels.map((_, level) => (atRandom?.[level] ?? 0) * times * draws),
  ]);
  return { drawn, missing };
}

/** u of strangers, of whose drawn pairs this share are matches. */
export const learnU = ({ drawn, missing }: Strangers, m: Model['m'], matches: number): number[][] =>
  drawn.map((row, at) => {
    const total = sumOf(row);
    return normalised(
      row.map((count, level) => {
        const own = total === 0 ? 0 : total * byChance(count / total, (m[at]?.[level] ?? 0) * matches);
        return own + (missing[at]?.[level] ?? 0);
      }),
    );
  });

function drawPairs(records: Int32Array, draws: number): PairList {
  const random = seededRandom(20_260_630);
  const pairs = new PairList(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const [a, b] = [records[random(records.length)] ?? 0, records[random(records.length)] ?? 0];
    if (a !== b) pairs.push(a, b);
  }
  return pairs;
}

const sumOf = (row: readonly number[]): number => row.slice(1).reduce((total, count) => total + count, 0);

const normalised = (row: readonly number[]): number[] => {
  const sum = sumOf(row);
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
export function learnM(model: Model, sample: Sample, strangers: Strangers, records: number, rounds: number): void {
  const width = model.comparators.length;
  const expected = expectedM(model);
  const population = Math.max(records, leastRecords);
  const believed = Math.min(leastMatches.count, population / leastMatches.oneIn);
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
    model.prior = Math.min(mostlyMatches, Math.max(1e-9, found / Math.max(1, pairsOf(population))));
    model.u = learnU(strangers, model.m, Math.min(mostlyMatches, found / Math.max(1, pairsOf(records))));
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
