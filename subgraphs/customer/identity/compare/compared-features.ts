import type { FeatureColumn } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { ComparisonRule } from '../rules/rules.ts';
import { Aliases } from './aliases.ts';
import { comparatorOf } from './comparators.ts';

/** Writes down which features are asked for. */
class Watched extends Map<string, FeatureColumn> {
  readonly asked = new Set<string>();

  override get(name: string): FeatureColumn | undefined {
    this.asked.add(name);
    return super.get(name);
  }
}

/** The features of a set that comparing by these rules looks at. */
export function comparedFeatures(set: FeatureSet, rules: readonly ComparisonRule[]): ReadonlySet<string> {
  const columns = new Watched(set.columns);
  for (const rule of rules)
    if (rule.feature === undefined || set.columns.has(rule.feature))
      comparatorOf(rule, { count: set.count, columns }, new Aliases());
  return columns.asked;
}
