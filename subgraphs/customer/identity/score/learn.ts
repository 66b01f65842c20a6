import { leastRecords } from '../rules/thresholds.ts';
import { PairList } from '../block/candidate-pairs.ts';
import { EvidenceClasses } from './evidence-classes.ts';
import { byChance, evidence, priorWeight, probability, type Model } from './model.ts';
import type { LevelledPairs } from './pair-work.ts';
import { seededRandom } from './random.ts';

/** Candidate pairs kept for learning. */
export interface Sample extends LevelledPairs {
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

const drawsOf = (records: Int32Array): number => Math.min(mostDrawn, records.length * (records.length - 1));

/** What u is made of: levels of pairs drawn at random. */
export function strangersOf(model: Model, records: Int32Array, { levels: found }: LevelledPairs): Strangers {
  const draws = drawsOf(records);
  const times = Math.max(0, pairsOf(leastRecords) / Math.max(1, pairsOf(records.length)) - 1);
  const drawn = model.comparisons.map(({ levels }) => [
    0,
    ...levels.map((_, level) => belief * (level === levels.length - 1 ? differ : (1 - differ) / (levels.length - 1))),
  ]);
  const width = drawn.length;
  for (let at = 0; at < found.length; at += 1) {
    const [row, level] = [drawn[at % width], found[at] ?? 0];
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

/** Pairs of these records, drawn at random: nearly all are strangers. */
export function drawPairs(records: Int32Array): PairList {
  const draws = drawsOf(records);
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
export function learnM(
  model: Model,
  sample: Sample,
  strangers: Strangers,
  records: number,
  rounds: number,
  onRound: (done: number) => void = () => undefined,
): void {
  const expected = expectedM(model);
  const population = Math.max(records, leastRecords);
  const believed = Math.min(leastMatches.count, population / leastMatches.oneIn);
  const classes = new EvidenceClasses(model, sample);
  for (let round = 0; round < rounds; round += 1) {
    onRound(round);
    const { counts, matches } = countMatches(model, sample, classes, expected);
    model.m = counts.map(normalised);
    const found = Math.max(believed, (matches * sample.candidates) / Math.max(1, sample.count));
    model.prior = Math.min(mostlyMatches, Math.max(1e-9, found / Math.max(1, pairsOf(population))));
    model.u = learnU(strangers, model.m, Math.min(mostlyMatches, found / Math.max(1, pairsOf(records))));
  }
}

/** How many matches have each level, each pair counted with its chance to be one, and how many matches there are in all. */
function countMatches(
  model: Model,
  { count }: Sample,
  classes: EvidenceClasses,
  expected: readonly (readonly number[])[],
): { counts: number[][]; matches: number } {
  const width = model.comparators.length;
  const most = Math.max(...expected.map((row) => row.length));
  const [weights, places] = [classes.weights(model), classes.places(most)];
  const counts = new Float64Array(width * most);
  for (const [at, row] of expected.entries())
    for (let level = 1; level < row.length; level += 1) counts[at * most + level] = (row[level] ?? 0) * belief;
  const prior = priorWeight(model);
  let matches = 0;
  for (let pair = 0; pair < count; pair += 1) {
    const [from, to] = [pair * width, (pair + 1) * width];
    let weight = prior;
    for (let at = from; at < to; at += 1) weight += weights[classes.of[at] ?? 0] ?? 0;
    const chance = probability(weight);
    matches += chance;
    for (let at = from; at < to; at += 1) {
      const place = places[classes.of[at] ?? 0] ?? 0;
      counts[place] = (counts[place] ?? 0) + chance;
    }
  }
  // what can't tell was counted at the place of the first comparison's level 0, which is not used
  counts[0] = 0;
  return { counts: expected.map((row, at) => row.map((_, level) => counts[at * most + level] ?? 0)), matches };
}

export function sampleWeight(model: Model, sample: Sample, pair: number, without = -1): number {
  const width = model.comparators.length;
  const [a, b] = [sample.a[pair] ?? 0, sample.b[pair] ?? 0];
  let weight = priorWeight(model);
  for (let at = 0; at < width; at += 1)
    if (at !== without) weight += evidence(model, at, a, b, sample.levels[pair * width + at] ?? 0);
  return weight;
}
