import type { Random } from './random.ts';

/** The company's clock stands still: nothing in the demo is later, except due dates. */
export const today = '2026-06-30';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** Milliseconds of a day at midnight UTC: `at(2026, 6, 30)`. */
export const at = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);

/** The last moment that anything may happen. */
export const now = at(2026, 6, 30) + 16 * HOUR;

/**
 * A moment on a day between 09:00 and 15:30 UTC, whole seconds. Never in an hour that a change of summer time repeats or
 * skips in any zone of the demo, so that `timestamp` without zone has one reading.
 */
export function workTime(random: Random, day: number): number {
  const midnight = Math.floor(day / DAY) * DAY;
  return Math.min(midnight + 9 * HOUR + random.int(0, 23_400) * 1000, now);
}

/** A day between two days, both included, as midnight UTC. */
export function dayBetween(random: Random, from: number, to: number): number {
  if (to <= from) return Math.floor(from / DAY) * DAY;
  return Math.floor((from + random.next() * (to - from)) / DAY) * DAY;
}

/** `YYYY-MM-DD` */
export const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
