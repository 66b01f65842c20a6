/** A handful of records says little of how rare a value is in the world. */
const least = 500;

/** How often the values of a feature were seen by an earlier run. */
export interface KnownFrequencies {
  /** Records that had any value. */
  readonly filled: number;
  /** Records that had this value; one for a value that was not seen. */
  count(text: string): number;
}

/**
 * One feature of all records: a dictionary of values and, per record, the ids of its values. Comparing two records is
 * comparing small integers; texts are looked at once per pair of different values.
 */
export class FeatureColumn {
  readonly texts: string[] = [];
  /** How many records have the value, by value id. */
  readonly counts: number[] = [];
  readonly #ids = new Map<string, number>();
  readonly #starts: number[] = [0];
  readonly #values: number[] = [];
  /** Records that have any value. */
  filled = 0;

  /** From now on frequencies are those that an earlier run saw, and these records count for nothing. */
  adopt(known: KnownFrequencies): void {
    this.filled = known.filled;
    for (const [id, text] of this.texts.entries()) this.counts[id] = Math.max(1, known.count(text));
  }

  /** Adds the next record's values; equal ones once, empty ones not at all. */
  push(values: readonly string[]): void {
    const from = this.#values.length;
    for (const value of values) {
      if (value === '') continue;
      const id = this.#idOf(value);
      if (this.#values.indexOf(id, from) >= 0) continue;
      this.#values.push(id);
      this.counts[id] = (this.counts[id] ?? 0) + 1;
    }
    if (this.#values.length > from) this.filled += 1;
    this.#starts.push(this.#values.length);
  }

  #idOf(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.texts.length;
    this.#ids.set(value, id);
    this.texts.push(value);
    return id;
  }

  start(record: number): number {
    return this.#starts[record] ?? 0;
  }

  end(record: number): number {
    return this.#starts[record + 1] ?? 0;
  }

  /** Value id at a place between `start` and `end`. */
  at(place: number): number {
    return this.#values[place] ?? -1;
  }

  /** Value id of the record's first value; -1 when it has none. */
  first(record: number): number {
    const start = this.start(record);
    return start < this.end(record) ? this.at(start) : -1;
  }

  /** Share of the filled records that have the value; few records are taken as a part of `least`, or all would be common. */
  frequency(id: number): number {
    return (this.counts[id] ?? 0) / Math.max(this.filled, least);
  }
}
