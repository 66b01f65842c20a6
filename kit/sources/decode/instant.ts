import { zoneOffsets } from './zone-offsets.ts';

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?$/;

/**
 * A date and time, with or without zone -> ISO 8601 UTC with `Z`; the fraction as it is, without trailing zeros. Undefined
 * also beyond the year 9999 of UTC, for which there are no four digits.
 */
export function decodeInstant(raw: string, timeZone: string): string | undefined {
  return plainInstant(raw, timeZone) ?? anyInstant(raw, timeZone);
}

/** `2024-03-01`, a day of the calendar, at the beginning of a text. */
export function isDay(raw: string): boolean {
  const year = number(raw, 0, 4);
  const month = number(raw, 5, 7);
  const day = number(raw, 8, 10);
  // Comparisons with NaN, which text that is no number gives, are false.
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && raw[4] === '-' && raw[7] === '-')) return false;
  return day <= 28 || day <= daysOf(year, month);
}

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Of the Gregorian calendar, as `Date` has it. */
function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (days[month - 1] ?? 0);
}

/**
 * What databases write and nearly all values are: no zone, or UTC, and no fraction. Undefined for everything else, right or
 * wrong.
 */
function plainInstant(raw: string, timeZone: string): string | undefined {
  const hasZone = raw.length > 19;
  if (hasZone && !(raw.endsWith('+00') ? raw.length === 22 : raw.length === 20 && raw.endsWith('Z'))) return undefined;
  if ((raw[10] !== ' ' && raw[10] !== 'T') || raw[13] !== ':' || raw[16] !== ':' || !isDay(raw)) return undefined;
  const hour = number(raw, 11, 13);
  const minute = number(raw, 14, 16);
  if (!(hour <= 23 && minute <= 59 && number(raw, 17, 19) <= 59)) return undefined;
  if (hasZone) return `${raw.slice(0, 10)}T${raw.slice(11, 19)}Z`;
  const year = number(raw, 0, 4);
  const month = number(raw, 5, 7);
  const day = number(raw, 8, 10);
  const east = zoneOffsets(timeZone).minutes(year, month, day, hour, minute);
  if (east === 0) return `${raw.slice(0, 10)}T${raw.slice(11)}Z`;
  const minutes = hour * 60 + minute - east;
  if (!Number.isInteger(minutes)) return undefined;
  const shift = Math.floor(minutes / 1440);
  const ofDay = minutes - shift * 1440;
  const date =
    shift === 0 ? raw.slice(0, 10) : new Date(Date.UTC(year, month - 1, day + shift)).toISOString().slice(0, 10);
  if (year === 9999 && date.startsWith('+')) return undefined;
  // Nearly all zones lie whole hours apart: then minutes and seconds stay as they are.
  const inHour = east % 60 === 0 ? raw.slice(13) : `:${two[ofDay % 60] ?? ''}${raw.slice(16)}`;
  return `${date}T${two[Math.floor(ofDay / 60)] ?? ''}${inHour}Z`;
}

/** `00` to `59`. */
const two: readonly string[] = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** NaN when one of the characters is no digit. */
function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN;
  }
  return value;
}

function anyInstant(raw: string, timeZone: string): string | undefined {
  const match = pattern.exec(raw);
  if (!match) return undefined;
  const [, y = '', m = '', d = '', h = '00', min = '00', s = '00', fraction, zone] = match;
  const local = Date.UTC(Number(y), Number(m) - 1, Number(d), Number(h), Number(min), Number(s));
  // Date.UTC rolls 31 February over to March and reads years below 100 as 19xx: such text is no instant.
  const back = new Date(local);
  if (back.getUTCFullYear() !== Number(y) || back.getUTCMonth() !== Number(m) - 1 || back.getUTCDate() !== Number(d))
    return undefined;
  if (Number(min) > 59 || Number(s) > 59 || Number(h) > 23) return undefined;
  const east =
    zone === undefined
      ? zoneOffsets(timeZone).minutes(Number(y), Number(m), Number(d), Number(h), Number(min)) * 60
      : zoneSeconds(zone);
  const utc = new Date(local - east * 1000);
  // An unknown zone gives no date.
  if (!(utc.getUTCFullYear() <= 9999)) return undefined;
  const digits = fraction?.replace(/0+$/, '') ?? '';
  return `${utc.toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`;
}

function zoneSeconds(text: string): number {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replaceAll(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60 + Number(digits.slice(4, 6));
  return text.startsWith('-') ? -seconds : seconds;
}
