import { Aliases } from '../compare/aliases.ts';
import { comparatorOf } from '../compare/comparators.ts';
import type { KnownFrequencies } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { ComparisonRule, KindRules } from '../rules/rules.ts';
import type { Model } from './model.ts';

/** What was learned from records of one kind. Plain data: it can be kept, and weigh other records by the same measure. */
export interface LearnedKind {
  /** From how many records. */
  readonly records: number;
  /** Chance that two records drawn at random are one. */
  readonly prior: number;
  /** By name of the comparison, then by level; level 0 (can't tell) is not used. */
  readonly m: Readonly<Record<string, readonly number[]>>;
  readonly u: Readonly<Record<string, readonly number[]>>;
  /** Names that stand for each other, beyond the known ones (compare/aliases.ts). */
  readonly aliases: readonly string[];
}

/** What was learned; null for a kind of which there were not two records. */
export interface LearnedModel {
  readonly persons: LearnedKind | null;
  readonly organizations: LearnedKind | null;
  /** Attributes without a canonical name of which each value belongs to one (features/extras.ts); unknown where none was. */
  readonly identifying?: readonly string[];
}

/** What an earlier run learned, and how often it saw each value of a feature. */
export interface Knowledge {
  readonly learned: LearnedModel;
  /** Null for a feature of which nothing was kept. */
  readonly frequencies: (feature: string) => KnownFrequencies | null;
}

/** Values count as often as the earlier run saw them, in features that it kept. */
export function adoptFrequencies(set: FeatureSet, { frequencies }: Knowledge): void {
  for (const [feature, column] of set.columns) {
    const known = frequencies(feature);
    if (known) column.adopt(known);
  }
}

const byName = (comparisons: readonly ComparisonRule[], rows: readonly (readonly number[])[]) =>
  Object.fromEntries(comparisons.map(({ name }, at) => [name, [...(rows[at] ?? [])]]));

/** The learned part of a model. */
export const learnedOf = (model: Model, records: number): LearnedKind => ({
  records,
  prior: model.prior,
  m: byName(model.comparisons, model.m),
  u: byName(model.comparisons, model.u),
  aliases: model.aliases,
});

/** A model over these records that knows nothing but the rules and some aliases yet. */
export function unlearnedModel(set: FeatureSet, rules: KindRules, aliases: Aliases, prior: number): Model {
  const comparisons = rules.comparisons.filter(({ feature }) => feature === undefined || set.columns.has(feature));
  const comparators = comparisons.map((rule) => comparatorOf(rule, set, aliases));
  return { comparisons, comparators, vetoes: rules.vetoes, aliases: aliases.learned, prior, m: [], u: [] };
}

/** The model that was learned, over other records. */
export function modelOver(set: FeatureSet, rules: KindRules, learned: LearnedKind): Model {
  const model = unlearnedModel(set, rules, new Aliases(learned.aliases), learned.prior);
  const row = (rows: LearnedKind['m'], name: string): number[] => {
    const found = rows[name];
    if (found === undefined) throw new Error(`nothing was learned about ${name}`);
    return [...found];
  };
  model.m = model.comparisons.map(({ name }) => row(learned.m, name));
  model.u = model.comparisons.map(({ name }) => row(learned.u, name));
  return model;
}
