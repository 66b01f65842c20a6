import type { Fields, RowReader } from '../../database/row-reader.ts';

/** Reads one value, or one row, from the fields of an answer. */
export type Read<T> = (fields: Fields) => T;

/** Remembers what was made for the columns of the last answer: those of a plan are the same each time. */
export class PlanReader<T> implements RowReader<T> {
  #columns: readonly string[] | null = null;
  #read: Read<T> | null = null;

  constructor(private readonly make: (columns: readonly string[]) => Read<T>) {}

  of(columns: readonly string[]): Read<T> {
    if (!this.#read || this.#columns !== columns) {
      this.#read = this.make(columns);
      this.#columns = columns;
    }
    return this.#read;
  }
}
