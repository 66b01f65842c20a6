import { leastRecords } from '../rules/thresholds.ts';
import { GrowingInts } from './growing-ints.ts';
import { hashOn, hashText, type Hash64 } from './hash.ts';
import { KeyTable } from './key-table.ts';

/** How often the values of a feature were seen by an earlier run. */
export interface KnownFrequencies {
  /** Records that had any value. */
  readonly filled: number;
  /** Records that had this value; one for a value that was not seen. */
  count(text: string): number;
}

/** A column in plain data. */
export interface ColumnData {
  readonly texts: string[];
  readonly counts: Int32Array;
  readonly starts: Int32Array;
  readonly values: Int32Array;
  readonly filled: number;
}

/**
 * One feature of all records: a dictionary of values and, per record, the ids of its values. Comparing two records is
 * comparing small integers; texts are looked at once per pair of different values.
 */
export class FeatureColumn {
  #texts: string[] = [];
  #counts = new GrowingInts();
  /** Value ids by the hash of the text: two texts with one hash of 64 bits are not expected in this world. */
  readonly #ids = new KeyTable();
  #starts = new GrowingInts();
  #values = new GrowingInts();
  readonly #hash: Hash64 = { high: 0, low: 0 };
  /** Records that have any value. */
  filled = 0;

  constructor() {
    this.#starts.push(0);
  }

  /** A column that was filled elsewhere: for comparing, not for adding to. */
  static of({ texts, counts, starts, values, filled }: ColumnData): FeatureColumn {
    const column = new FeatureColumn();
    column.#texts = texts;
    column.#counts = GrowingInts.of(counts);
    column.#starts = GrowingInts.of(starts);
    column.#values = GrowingInts.of(values);
    column.filled = filled;
    return column;
  }

  /** What another thread needs for comparing, the numbers in shared memory. */
  shared(): ColumnData {
    return {
      texts: this.#texts,
      counts: this.#counts.shared(),
      starts: this.#starts.shared(),
      values: this.#values.shared(),
      filled: this.filled,
    };
  }

  /** From now on frequencies are those that an earlier run saw, and these records count for nothing. */
  adopt(known: KnownFrequencies): void {
    this.filled = known.filled;
    for (const [id, text] of this.#texts.entries()) this.#counts.set(id, Math.max(1, known.count(text)));
  }

  /** Adds the next record's values; equal ones once, empty ones not at all. */
  push(values: readonly string[]): void {
    const from = this.#values.length;
    for (const value of values) {
      if (value === '') continue;
      const id = this.#idOf(value);
      if (this.#has(id, from)) continue;
      this.#values.push(id);
      this.#counts.add(id, 1);
    }
    if (this.#values.length > from) this.filled += 1;
    this.#starts.push(this.#values.length);
  }

  #has(id: number, from: number): boolean {
    for (let at = from; at < this.#values.length; at += 1) if (this.#values.at(at) === id) return true;
    return false;
  }

  #idOf(text: string): number {
    hashText(text, this.#hash);
    const id = this.#ids.idOf(this.#hash.high, this.#hash.low);
    if (id === this.#texts.length) {
      this.#texts.push(text);
      this.#counts.push(0);
    }
    return id;
  }

  /** How many different values there are; their ids are 0 to size - 1. */
  get size(): number {
    return this.#texts.length;
  }

  /** Text of a value id; '' for -1. */
  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  /** How many records have the value. */
  count(id: number): number {
    return this.#counts.at(id);
  }

  /** Makes `into` the hash of what it held before and then the value. */
  hashOn(into: Hash64, id: number): void {
    hashOn(into, this.#ids.high(id), this.#ids.low(id));
  }

  /** The values of a record stand at places from `start` to before `end`. */
  start(record: number): number {
    return this.#starts.at(record);
  }

  end(record: number): number {
    return this.#starts.at(record + 1);
  }

  /** Value id at a place between `start` and `end`. */
  at(place: number): number {
    return this.#values.at(place);
  }

  /** Value id of the record's first value; -1 when it has none. */
  first(record: number): number {
    const start = this.start(record);
    return start < this.end(record) ? this.at(start) : -1;
  }

  /** Share of the other filled records that have the value too; few count as a part of `least`, or all were common. */
  frequency(id: number, least = leastRecords): number {
    return Math.max(1, this.count(id) - 1) / Math.max(this.filled, least);
  }
}
