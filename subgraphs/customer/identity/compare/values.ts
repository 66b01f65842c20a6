import { leastNumbers, slips } from '../rules/thresholds.ts';
import type { FeatureColumn } from '../features/column.ts';
import { unknown, type Comparator } from './comparator.ts';
import { editDistance, jaroWinkler, SimilarityCache } from './similarity.ts';

/** The rarest value that both records have; -1 when they share none. */
export function sharedValue(column: FeatureColumn, a: number, b: number): number {
  let best = -1;
  for (let i = column.start(a); i < column.end(a); i += 1) {
    const value = column.at(i);
    for (let j = column.start(b); j < column.end(b); j += 1)
      if (column.at(j) === value && (best === -1 || column.count(value) < column.count(best))) best = value;
  }
  return best;
}

export const hasValue = (column: FeatureColumn, record: number): boolean => column.start(record) < column.end(record);

/** Highest similarity of any value of one record to any of the other. */
export function bestSimilarity(column: FeatureColumn, cache: SimilarityCache, a: number, b: number): number {
  let best = 0;
  for (let i = column.start(a); i < column.end(a); i += 1)
    for (let j = column.start(b); j < column.end(b); j += 1)
      best = Math.max(best, cache.of(column.at(i), column.at(j)));
  return best;
}

export const sharedFrequency = (column: FeatureColumn, a: number, b: number, least?: number): number | null => {
  const shared = sharedValue(column, a, b);
  return shared === -1 ? null : column.frequency(shared, least);
};

const isNumber = (text: string): boolean => text.replaceAll(/\D/g, '').length >= 4;

/** Numbers have a slip of the pen or nothing in common, words are more or less alike (0 to 1). */
const likeness = (a: string, b: string): number =>
  isNumber(a) && isNumber(b) ? (editDistance(a, b, slips.number) <= slips.number ? 1 : 0) : jaroWinkler(a, b);

/** Levels: 1 a value in common, 2 similar values (Jaro-Winkler at least `similar`), 3 other values. */
export function similarValues(column: FeatureColumn, similar: number): Comparator {
  const cache = new SimilarityCache((id) => column.text(id), likeness);
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      return bestSimilarity(column, cache, a, b) >= similar ? 2 : 3;
    },
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(column, a, b) : null),
  };
}

/**
 * What stands behind a name to tell father and son apart (`Jr`). Levels: 1 the same, 2 another, 3 only one of the two
 * names has any.
 */
export function nameSuffix(column: FeatureColumn): Comparator {
  return {
    level(a, b) {
      if (!hasValue(column, a) && !hasValue(column, b)) return unknown;
      if (!hasValue(column, a) || !hasValue(column, b)) return 3;
      return column.first(a) === column.first(b) ? 1 : 2;
    },
    frequency: () => null,
  };
}

/** Levels: 1 the same, 2 other. */
export function equalValues(column: FeatureColumn): Comparator {
  return {
    level: (a, b) =>
      !hasValue(column, a) || !hasValue(column, b) ? unknown : sharedValue(column, a, b) !== -1 ? 1 : 2,
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(column, a, b) : null),
  };
}

/** Numbers given by an authority. Levels: 1 the same, 2 one slip of the pen apart, 3 other. */
export function identifiers(column: FeatureColumn): Comparator {
  const cache = new SimilarityCache(
    (id) => column.text(id),
    (a, b) => (editDistance(a, b, slips.number) <= slips.number ? 1 : 0),
  );
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      return bestSimilarity(column, cache, a, b) === 1 ? 2 : 3;
    },
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(column, a, b, leastNumbers) : null),
  };
}
