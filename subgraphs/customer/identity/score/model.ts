import type { Comparator } from '../compare/comparator.ts';
import type { ComparisonRule, VetoRule } from '../rules/rules.ts';
import { fewValues } from '../rules/thresholds.ts';

/**
 * The probabilistic model of Fellegi and Sunter (1969). For each comparison and level: `m`, the share of true matches, and
 * `u`, the share of other pairs that have it. The weight of a pair is log2 of the odds that it is a match: log2 of the
 * prior odds plus log2(m/u) for each comparison that can tell.
 */
export interface Model {
  readonly comparisons: readonly ComparisonRule[];
  readonly comparators: readonly Comparator[];
  readonly vetoes: readonly VetoRule[];
  /** Names that stand for each other, learned from the records (compare/aliases.ts). */
  readonly aliases: readonly string[];
  /** Chance that two records drawn at random are one. */
  prior: number;
  /** [comparison][level]; level 0 (can't tell) is not used. */
  m: number[][];
  u: number[][];
}

/** Agreement on a value counts by how rare the value is; rarer than once in so many is not believed. */
const rarest = 1e-6;

/** One comparison's part in the weight of a pair; 0 where it can't tell. Winkler's adjustment for the value's frequency. */
export const evidence = (model: Model, at: number, a: number, b: number, level: number): number =>
  level === 0 ? 0 : evidenceOf(model, at, level, () => model.comparators[at]?.frequency(a, b, level) ?? null);

/** The same by the frequency of the value on which both agree; it is asked for where it counts. */
export function evidenceOf(model: Model, at: number, level: number, frequencyOf: () => number | null): number {
  if (level === 0) return 0;
  const m = model.m[at]?.[level] ?? 1;
  const u = model.u[at]?.[level] ?? 1;
  const frequency = u > fewValues ? null : frequencyOf();
  return Math.log2(m / (frequency === null ? u : Math.max(byChance(frequency, m * model.prior), rarest)));
}

/**
 * Of the records that agree, so many are the same customer's: what is left agrees by chance. Duplicates are no reason to
 * take a value for a common one. Something always is left, since nobody knows exactly.
 */
export const byChance = (agreement: number, matches: number): number =>
  Math.max(agreement - matches, agreement * leastByChance);
const leastByChance = 0.1;

export const priorWeight = (model: Model): number => Math.log2(model.prior / (1 - model.prior));

/** Levels of one pair into `levels`, from place `from`. */
export function levelsOf({ comparators }: Model, a: number, b: number, levels: Uint8Array, from = 0): void {
  for (let at = 0; at < comparators.length; at += 1) levels[from + at] = comparators[at]?.level(a, b) ?? 0;
}

export function weightOf(model: Model, a: number, b: number, levels: Uint8Array): number {
  let weight = priorWeight(model);
  for (let at = 0; at < levels.length; at += 1) weight += evidence(model, at, a, b, levels[at] ?? 0);
  return weight;
}

/** Conditions of a rule by number: comparison and the levels that meet it. */
export function conditionsOf(
  comparisons: readonly ComparisonRule[],
  conditions: VetoRule['when'],
): [number, ReadonlySet<number>][] {
  return Object.entries(conditions).map(([name, names]) => {
    const at = comparisons.findIndex((comparison) => comparison.name === name);
    const levels = comparisons[at]?.levels ?? [];
    // a comparison that these records don't have is never at any level
    return [at, new Set(names.map((level) => levels.indexOf(level) + 1).filter((level) => level > 0))];
  });
}

/** The veto that forbids the pair, or null. */
export class Vetoes {
  readonly #rules: { rule: VetoRule; when: [number, ReadonlySet<number>][]; unless: [number, ReadonlySet<number>][] }[];

  constructor(model: Pick<Model, 'comparisons' | 'vetoes'>) {
    this.#rules = model.vetoes.map((rule) => ({
      rule,
      when: conditionsOf(model.comparisons, rule.when),
      unless: conditionsOf(model.comparisons, rule.unless),
    }));
  }

  /** `weight` is that of the evidence, of which enough excuses some rules. */
  of(levels: Uint8Array, weight: number): VetoRule | null {
    for (const { rule, when, unless } of this.#rules)
      if (
        !(weight >= (rule.below ?? Infinity)) &&
        when.every(([at, wanted]) => wanted.has(levels[at] ?? 0)) &&
        !unless.some(([at, wanted]) => wanted.has(levels[at] ?? 0))
      )
        return rule;
    return null;
  }
}

export const probability = (weight: number): number => 1 / (1 + 2 ** -weight);
