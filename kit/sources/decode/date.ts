import { DateTime } from 'luxon';
import { decodeInstant, isDay } from './instant.ts';

/** A calendar date. Of a moment with zone, the day that it was in the source's zone; of one without, the day that it says. */
export function decodeDate(raw: string, timeZone: string): string | undefined {
  if (raw.length === 10 && isDay(raw)) return raw;
  const instant = decodeInstant(raw, timeZone);
  if (instant === undefined) return undefined;
  const hasZone = /(Z|[+-]\d{2}(:?\d{2}){0,2})$/.test(raw.slice(10));
  return hasZone ? (DateTime.fromISO(instant, { zone: timeZone }).toISODate() ?? undefined) : raw.slice(0, 10);
}
