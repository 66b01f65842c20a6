import { leastNumbers, slips } from '../rules/thresholds.ts';
import type { FeatureColumn } from '../features/column.ts';
import { unknown, type Comparator } from './comparator.ts';
import { editDistance, jaroWinkler, SimilarityCache } from './similarity.ts';
import { boundsOf } from './text-bounds.ts';

/** How like two values are (0 to 1), by their ids. */
type Similarity = (x: number, y: number) => number;
/** Whether two values are like each other, by their ids. */
export type Likeness = (x: number, y: number) => boolean;

/** Whether texts are at least so much alike; `measure` gives their Jaro-Winkler similarity, or less. */
export function likeTexts(column: FeatureColumn, least: number, measure = jaroWinkler): Likeness {
  const bounds = boundsOf(column);
  const cache = new SimilarityCache((id) => column.text(id), measure);
  return (x, y) => x === y || (bounds.mayBeLike(x, y, least) && cache.of(x, y) >= least);
}

/** Whether texts are so many slips of the pen apart, or fewer; `isLike` may ask more of such two. */
export function fewSlips(column: FeatureColumn, slips: number, isLike?: (a: string, b: string) => boolean): Likeness {
  const bounds = boundsOf(column);
  return (x, y) => {
    if (x === y) return true;
    if (!bounds.mayBeWithin(x, y, slips)) return false;
    const [p, q] = [column.text(x), column.text(y)];
    // in the order of the texts, as ids differ from set to set
    return (p < q ? editDistance(p, q, slips) : editDistance(q, p, slips)) <= slips && isLike?.(p, q) !== false;
  };
}

/** A fact of each value, found when it is first asked for. */
export function ofEach<T>(column: FeatureColumn, find: (text: string) => T): (id: number) => T {
  let found: (T | undefined)[] | null = null;
  return (id) => {
    found ??= new Array<T | undefined>(column.size).fill(undefined);
    return (found[id] ??= find(column.text(id)));
  };
}

/** The rarest value that both records have; -1 when they share none. */
export function sharedValue(column: FeatureColumn, a: number, b: number): number {
  const [startA, endA, startB, endB] = [column.start(a), column.end(a), column.start(b), column.end(b)];
  let best = -1;
  for (let i = startA; i < endA; i += 1) {
    const value = column.at(i);
    for (let j = startB; j < endB; j += 1)
      if (column.at(j) === value && (best === -1 || column.count(value) < column.count(best))) best = value;
  }
  return best;
}

export const hasValue = (column: FeatureColumn, record: number): boolean => column.start(record) < column.end(record);

/** Highest similarity of any value of one record to any of the other. */
export function bestSimilarity(column: FeatureColumn, of: Similarity, a: number, b: number): number {
  const [startA, endA, startB, endB] = [column.start(a), column.end(a), column.start(b), column.end(b)];
  let best = 0;
  for (let i = startA; i < endA; i += 1)
    for (let j = startB; j < endB; j += 1) best = Math.max(best, of(column.at(i), column.at(j)));
  return best;
}

/** Whether any value of one record is like any of the other. */
export function anyLike(column: FeatureColumn, isLike: Likeness, a: number, b: number): boolean {
  const [startA, endA, startB, endB] = [column.start(a), column.end(a), column.start(b), column.end(b)];
  for (let i = startA; i < endA; i += 1)
    for (let j = startB; j < endB; j += 1) if (isLike(column.at(i), column.at(j))) return true;
  return false;
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
  const of = (x: number, y: number): number => cache.of(x, y);
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      return bestSimilarity(column, of, a, b) >= similar ? 2 : 3;
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
  const isSlip = fewSlips(column, slips.number);
  return {
    level(a, b) {
      if (!hasValue(column, a) || !hasValue(column, b)) return unknown;
      if (sharedValue(column, a, b) !== -1) return 1;
      return anyLike(column, isSlip, a, b) ? 2 : 3;
    },
    frequency: (a, b, level) => (level === 1 ? sharedFrequency(column, a, b, leastNumbers) : null),
  };
}
