import { DateTime } from 'luxon';
import { decodeInstant, isDay } from './instant.ts';

/** A calendar date. Of a moment with zone, the day that it was in the source's zone; of one without, the day that it says. */
export function decodeDate(raw: string, timeZone: string): string | undefined {
  if (raw.length === 10 && isDay(raw)) return raw;
  // The zone of the source does not matter to the day that a text without zone says.
  const instant = decodeInstant(raw, 'UTC');
  if (instant === undefined) return undefined;
  const hasZone = /(Z|[+-]\d{2}(:?\d{2}){0,2})$/.test(raw.slice(10));
  if (!hasZone) return raw.slice(0, 10);
  const day = DateTime.fromISO(instant, { zone: timeZone });
  return day.year <= 9999 ? (day.toISODate() ?? undefined) : undefined;
}
