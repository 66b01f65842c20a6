import { comparedFeatures } from '../compare/compared-features.ts';
import { FeatureColumn, type ColumnData } from '../features/column.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules } from '../rules/rules.ts';

/** Features of all records as another thread takes them: numbers in shared memory, texts as a copy. */
export interface SharedFeatures {
  readonly count: number;
  readonly columns: readonly (readonly [name: string, data: ColumnData])[];
}

/** The features that comparing by these rules looks at. */
export function shareFeatures(set: FeatureSet, rules: readonly KindRules[]): SharedFeatures {
  const compared = comparedFeatures(
    set,
    rules.flatMap(({ comparisons }) => comparisons),
  );
  const asked = [...set.columns].filter(([name]) => compared.has(name));
  return { count: set.count, columns: asked.map(([name, column]) => [name, column.shared()]) };
}

export const featuresFrom = ({ count, columns }: SharedFeatures): FeatureSet => ({
  count,
  columns: new Map(columns.map(([name, data]) => [name, FeatureColumn.of(data)])),
});
