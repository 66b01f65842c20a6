import { DateTime } from 'luxon';

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?$/;

const cacheSize = 20_000;
const offsets = new Map<string, number>();

/**
 * Minutes east of UTC of a wall-clock time in a zone, remembered per half hour: zones change on half hours at the earliest.
 * In the hour that occurs twice the first one is meant; a time that the clock skipped is moved by the gap (luxon's rules).
 */
function offsetMinutes(zone: string, y: string, m: string, d: string, h: string, min: string): number {
  const half = Number(min) < 30 ? '00' : '30';
  const cacheKey = `${zone} ${y}${m}${d}${h}${half}`;
  let offset = offsets.get(cacheKey);
  if (offset === undefined) {
    offset = DateTime.fromObject(
      { year: Number(y), month: Number(m), day: Number(d), hour: Number(h), minute: Number(half) },
      { zone },
    ).offset;
    if (offsets.size >= cacheSize) offsets.clear();
    offsets.set(cacheKey, offset);
  }
  return offset;
}

function zoneSeconds(text: string): number {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replaceAll(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60 + Number(digits.slice(4, 6));
  return text.startsWith('-') ? -seconds : seconds;
}

/** A date and time, with or without zone -> ISO 8601 UTC with `Z`; the fraction as it is, without trailing zeros. */
export function decodeInstant(raw: string, timeZone: string): string | undefined {
  const match = pattern.exec(raw);
  if (!match) return undefined;
  const [, y = '', m = '', d = '', h = '00', min = '00', s = '00', fraction, zone] = match;
  const local = Date.UTC(Number(y), Number(m) - 1, Number(d), Number(h), Number(min), Number(s));
  // Date.UTC rolls 31 February over to March and reads years below 100 as 19xx: such text is no instant.
  const back = new Date(local);
  if (back.getUTCFullYear() !== Number(y) || back.getUTCMonth() !== Number(m) - 1 || back.getUTCDate() !== Number(d))
    return undefined;
  if (Number(min) > 59 || Number(s) > 59 || Number(h) > 23) return undefined;
  const east = zone === undefined ? offsetMinutes(timeZone, y, m, d, h, min) * 60 : zoneSeconds(zone);
  if (Number.isNaN(east)) return undefined;
  const digits = fraction?.replace(/0+$/, '') ?? '';
  return `${new Date(local - east * 1000).toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`;
}
