import { DateTime } from 'luxon';

/** Days that are remembered per zone: more than 50 years. */
const capacity = 20_000;

/**
 * Minutes east of UTC of wall-clock times in one zone, as luxon says: in the hour that occurs twice the first one is meant, a
 * time that the clock skipped is moved by the gap. Asked once per day; on the few days when it changes, once per half hour:
 * zones change on half hours at the earliest.
 */
class ZoneOffsets {
  readonly #days = new Map<number, number>();
  readonly #halfHours = new Map<number, number>();

  constructor(private readonly zone: string) {}

  /** NaN when the zone is not known. */
  minutes(year: number, month: number, day: number, hour: number, minute: number): number {
    const date = (year * 12 + month) * 31 + day;
    let offset = this.#days.get(date);
    if (offset === undefined) {
      const first = this.#ask(year, month, day, 0, 0);
      offset = first === this.#ask(year, month, day, 23, 30) ? first : NaN;
      if (this.#days.size >= capacity) this.#days.clear();
      this.#days.set(date, offset);
    }
    return Number.isNaN(offset) ? this.#ofHalfHour(date * 48, year, month, day, hour, minute < 30 ? 0 : 30) : offset;
  }

  #ofHalfHour(day48: number, year: number, month: number, day: number, hour: number, minute: number): number {
    const key = day48 + hour * 2 + (minute === 0 ? 0 : 1);
    let offset = this.#halfHours.get(key);
    if (offset === undefined) {
      offset = this.#ask(year, month, day, hour, minute);
      if (this.#halfHours.size >= capacity) this.#halfHours.clear();
      this.#halfHours.set(key, offset);
    }
    return offset;
  }

  #ask(year: number, month: number, day: number, hour: number, minute: number): number {
    return DateTime.fromObject({ year, month, day, hour, minute }, { zone: this.zone }).offset;
  }
}

const zones = new Map<string, ZoneOffsets>();
/** Asked for last: a column is of one zone. */
let last = { zone: '', offsets: new ZoneOffsets('') };

/** By IANA name. */
export function zoneOffsets(zone: string): ZoneOffsets {
  if (last.zone === zone) return last.offsets;
  let known = zones.get(zone);
  if (!known) zones.set(zone, (known = new ZoneOffsets(zone)));
  last = { zone, offsets: known };
  return known;
}
