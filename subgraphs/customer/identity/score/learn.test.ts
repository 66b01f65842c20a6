import { describe, expect, it } from 'vitest';
import type { Comparator } from '../compare/comparator.ts';
import type { ComparisonRule } from '../rules/rules.ts';
import { drawPairs, learnM, learnU, strangersOf, type Sample, type Strangers } from './learn.ts';
import { byChance, evidence, levelsOf, priorWeight, probability, Vetoes, weightOf, type Model } from './model.ts';
import { alone, levelled } from './pair-work.ts';
import { seededRandom } from './random.ts';

const rule = (name: string, expected: readonly number[]): ComparisonRule => ({
  name,
  measure: 'equal',
  levels: expected.map((_, at) => `level ${String(at + 1)}`),
  expected,
});

const drawStrangers = (model: Model, records: Int32Array): Strangers =>
  strangersOf(model, records, levelled(model, drawPairs(records), alone));

/** A comparator that reads levels from a table: [a][b]. */
const planned = (levels: (a: number, b: number) => number, frequency: number | null = null): Comparator => ({
  level: levels,
  frequency: (_a, _b, level) => (level === 1 ? frequency : null),
});

/** Draws a level (from 1) by its share. */
function draw(shares: readonly number[], at: number): number {
  let sum = 0;
  for (const [level, share] of shares.entries()) if (at < (sum += share)) return level + 1;
  return shares.length;
}

describe('learning', () => {
  const trueM = [
    [0.9, 0.07, 0.03],
    [0.7, 0.3],
    [0.85, 0.15],
    [0.6, 0.4],
  ];
  const trueU = [
    [0.02, 0.08, 0.9],
    [0.1, 0.9],
    [0.05, 0.95],
    [0.2, 0.8],
  ];
  const wrong = [
    [0.5, 0.3, 0.2],
    [0.9, 0.1],
    [0.6, 0.4],
    [0.9, 0.1],
  ];

  it('recovers m and the prior by EM from pairs without labels, also when the rules expect something else', () => {
    const random = seededRandom(42);
    const roll = (): number => random(1_000_000) / 1_000_000;
    const records = 500;
    const count = (records * (records - 1)) / 2;
    const share = 0.1;
    const width = trueM.length;
    const levels = new Uint8Array(count * width);
    for (let pair = 0; pair < count; pair += 1) {
      const plan = roll() < share ? trueM : trueU;
      for (let at = 0; at < width; at += 1) levels[pair * width + at] = draw(plan[at] ?? [], roll());
    }
    const sample: Sample = { a: new Int32Array(count), b: new Int32Array(count), levels, count, candidates: count };
    const model: Model = {
      comparisons: wrong.map((expected, at) => rule(`c${String(at)}`, expected)),
      comparators: wrong.map(() => planned(() => 0)),
      vetoes: [],
      aliases: [],
      prior: 0.05,
      m: wrong.map((row) => [1, ...row]),
      u: [],
    };
    // drawn at random, a tenth of the pairs are matches too
    const drawn = trueU.map((row, at) => [
      0,
      ...row.map((u, level) => (1 - share) * u + share * (trueM[at]?.[level] ?? 0)),
    ]);
    const strangers = { drawn, missing: drawn.map((row) => row.map(() => 0)) };
    model.u = learnU(strangers, model.m, 0);
    learnM(model, sample, strangers, records, 60);
    expect(Math.abs(model.prior - share)).toBeLessThan(0.01);
    for (const [at, row] of trueM.entries())
      for (const [level, m] of row.entries())
        expect(Math.abs((model.m[at]?.[level + 1] ?? 0) - m), `c${String(at)} level ${String(level + 1)}`).toBeLessThan(
          0.03,
        );
  });

  it('takes u from pairs drawn at random', () => {
    const values = Array.from({ length: 500 }, (_, at) => at % 10);
    const model: Model = {
      comparisons: [rule('same', [0.9, 0.1])],
      comparators: [planned((a, b) => (values[a] === values[b] ? 1 : 2))],
      vetoes: [],
      aliases: [],
      prior: 0.01,
      m: [],
      u: [],
    };
    const all = Int32Array.from(values, (_, at) => at);
    model.u = learnU(drawStrangers(model, all), [], 0);
    expect(model.u[0]?.[1]).toBeCloseTo(49 / 499, 2);
    expect((model.u[0]?.[1] ?? 0) + (model.u[0]?.[2] ?? 0)).toBeCloseTo(1, 10);
  });
});

describe('few records', () => {
  const model = (atRandom?: readonly number[]): Model => ({
    comparisons: [{ ...rule('same', [0.9, 0.1]), ...(atRandom && { atRandom }) }],
    comparators: [planned((a, b) => (a < 2 && b < 2 ? 1 : 2))],
    vetoes: [],
    aliases: [],
    prior: 0.01,
    m: [[1, 0.9, 0.1]],
    u: [],
  });
  const uOf = (records: number, atRandom?: readonly number[]): number => {
    const all = Int32Array.from({ length: records }, (_, at) => at);
    return learnU(drawStrangers(model(atRandom), all), [], 0)[0]?.[1] ?? NaN;
  };

  it('are a part of more, of which the rules say what is known', () => {
    expect(uOf(50)).toBeGreaterThan(0.0008);
    expect(uOf(50, [0.0001, 0.9999])).toBeCloseTo(0.0001, 4);
  });

  it('is what no 500 are', () => expect(uOf(500, [0.5, 0.5])).toBe(uOf(500)));

  it('holds matches, which are no strangers', () => {
    const strangers = { drawn: [[0, 30, 970]], missing: [[0, 0, 0]] };
    expect(learnU(strangers, [[1, 0.9, 0.1]], 0.02)[0]?.[1]).toBeCloseTo((30 - 18) / (1000 - 20), 10);
  });
});

describe('weights', () => {
  const model: Model = {
    comparisons: [rule('name', [0.8, 0.2]), rule('town', [0.5, 0.5])],
    comparators: [planned((_, b) => (b === 2 ? 0 : 1), 0.028), planned((_, b) => (b === 3 ? 1 : 2))],
    vetoes: [
      { atMost: -8, reason: 'another town', when: { town: ['level 2'] }, unless: { name: ['level 1'] } },
      { atMost: -1, reason: 'names a comparison that is not there', when: { phone: ['level 1'] }, unless: {} },
    ],
    aliases: [],
    prior: 0.01,
    m: [
      [1, 0.8, 0.2],
      [1, 0.5, 0.5],
    ],
    u: [
      [1, 0.1, 0.9],
      [1, 0.25, 0.75],
    ],
  };
  const levels = (a: number, b: number): Uint8Array => {
    const found = new Uint8Array(2);
    levelsOf(model, a, b, found);
    return found;
  };

  it('are log2 of m/u, with the frequency of the value in place of u where both agree on one', () => {
    expect(evidence(model, 0, 0, 1, 1)).toBeCloseTo(Math.log2(0.8 / 0.02), 12);
    expect(evidence(model, 0, 0, 1, 2)).toBeCloseTo(Math.log2(0.2 / 0.9), 12);
    expect(evidence(model, 1, 0, 3, 1)).toBeCloseTo(1, 12);
    expect(evidence(model, 0, 0, 2, 0)).toBe(0);
  });

  it('are those of the level where an attribute has but few values', () => {
    const few: Model = { ...model, u: [[1, 0.5, 0.5], ...model.u.slice(1)] };
    expect(evidence(few, 0, 0, 1, 1)).toBeCloseTo(Math.log2(0.8 / 0.5), 12);
  });

  it('take off what matches have in the frequency of a value, and leave a tenth', () => {
    expect(byChance(0.028, 0.008)).toBeCloseTo(0.02, 12);
    expect(byChance(0.004, 0.008)).toBeCloseTo(0.0004, 12);
  });

  it('add up with the prior odds', () => {
    expect(priorWeight(model)).toBeCloseTo(Math.log2(1 / 99), 12);
    expect(weightOf(model, 0, 3, levels(0, 3))).toBeCloseTo(Math.log2((1 / 99) * 40 * 2), 10);
    expect(probability(0)).toBe(0.5);
    expect(probability(Math.log2(99))).toBeCloseTo(0.99, 12);
    expect(probability(-Infinity)).toBe(0);
  });

  it('know vetoes: what must hold, what excuses, and none by a comparison that is not there', () => {
    const vetoes = new Vetoes(model);
    expect(vetoes.of(levels(0, 2), 20)?.reason).toBe('another town');
    expect(vetoes.of(levels(0, 1), 0)).toBe(null);
    expect(vetoes.of(levels(0, 3), 0)).toBe(null);
  });

  it('know vetoes that enough evidence excuses', () => {
    const vetoes = new Vetoes({
      ...model,
      vetoes: [{ atMost: -1, below: 5, reason: 'another town', when: { town: ['level 2'] }, unless: {} }],
    });
    expect(vetoes.of(levels(0, 2), 4.9)?.reason).toBe('another town');
    expect(vetoes.of(levels(0, 2), -Infinity)?.reason).toBe('another town');
    expect(vetoes.of(levels(0, 2), 5)).toBe(null);
  });
});
