import { IANAZone } from 'luxon';

/** No zone changes twice in so short a time. */
const STEP = 28 * 86_400_000;
const first = Date.UTC(1995, 0, 1);
const last = Date.UTC(2028, 0, 1);

/** Moments at which a zone changes its offset, with the offset from then on, in milliseconds. */
function changes(zone: IANAZone): { from: number; offset: number }[] {
  const out = [{ from: -Infinity, offset: zone.offset(first) * 60_000 }];
  for (let day = first; day < last; day += STEP) {
    const offset = zone.offset(day + STEP) * 60_000;
    if (offset === out.at(-1)?.offset) continue;
    let [low, high] = [day, day + STEP];
    while (high - low > 60_000) {
      const middle = low + Math.floor((high - low) / 120_000) * 60_000;
      if (zone.offset(middle) * 60_000 === offset) high = middle;
      else low = middle;
    }
    out.push({ from: high, offset });
  }
  return out;
}

export interface LocalTime {
  /** `2026-06-30 14:05:09`, what the clock on the wall said; null stays null. */
  timestamp(ms: number): string;
  timestamp(ms: number | null): string | null;
  /** `20260630` */
  day(ms: number): string;
  /** `140509` */
  clock(ms: number): string;
}

/** Wall clock of a time zone, a hundred times faster than asking the zone each time. */
export function localTime(zoneName: string): LocalTime {
  const table = changes(IANAZone.create(zoneName));
  const wall = (ms: number): string => {
    let i = table.length - 1;
    while (i > 0 && (table[i]?.from ?? 0) > ms) i--;
    return new Date(ms + (table[i]?.offset ?? 0)).toISOString();
  };
  function timestamp(ms: number): string;
  function timestamp(ms: number | null): string | null;
  function timestamp(ms: number | null): string | null {
    return ms === null ? null : wall(ms).slice(0, 19).replace('T', ' ');
  }
  return {
    timestamp,
    day: (ms) => wall(ms).slice(0, 10).replaceAll('-', ''),
    clock: (ms) => wall(ms).slice(11, 19).replaceAll(':', ''),
  };
}
