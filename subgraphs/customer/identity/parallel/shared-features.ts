import { FeatureColumn, type ColumnData } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules } from '../rules/rules.ts';
import { comparatorOf } from '../compare/comparators.ts';
import { Aliases } from '../compare/aliases.ts';

/** Features of all records as another thread takes them: numbers in shared memory, texts as a copy. */
export interface SharedFeatures {
  readonly count: number;
  readonly columns: readonly (readonly [name: string, data: ColumnData])[];
}

/** Writes down which features are asked for. */
class Watched extends Map<string, FeatureColumn> {
  readonly asked = new Set<string>();

  override get(name: string): FeatureColumn | undefined {
    this.asked.add(name);
    return super.get(name);
  }
}

/** The features that comparing by these rules looks at. */
export function shareFeatures(set: FeatureSet, rules: readonly KindRules[]): SharedFeatures {
  const columns = new Watched(set.columns);
  for (const rule of rules.flatMap(({ comparisons }) => comparisons))
    if (rule.feature === undefined || set.columns.has(rule.feature))
      comparatorOf(rule, { count: set.count, columns }, new Aliases());
  const asked = [...set.columns].filter(([name]) => columns.asked.has(name));
  return { count: set.count, columns: asked.map(([name, column]) => [name, column.shared()]) };
}

export const featuresFrom = ({ count, columns }: SharedFeatures): FeatureSet => ({
  count,
  columns: new Map(columns.map(([name, data]) => [name, FeatureColumn.of(data)])),
});
