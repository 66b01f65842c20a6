/** Level 0 of every comparison: one of the records has no value, so nothing can be told. */
export const unknown = 0;

/**
 * Compares two records of a feature set by one kind of evidence. Levels begin at 1, the best; which levels there are, and
 * what they are called, is in the rules.
 */
export interface Comparator {
  level(a: number, b: number): number;
  /** Share of the records that have the very value on which both agree; null where the level is no exact agreement. */
  frequency(a: number, b: number, level: number): number | null;
}
