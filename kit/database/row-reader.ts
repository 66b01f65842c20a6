import type { RawRow } from './database.ts';
import type { Answer } from './driver.ts';
import { objectOfValues } from './object-maker.ts';

/** The values of one row in the order of its columns, as the database writes them in text. */
export type Fields = readonly (string | null)[];

/** Makes something of each row while it arrives; what it throws ends the question, though the statement was answered. */
export interface RowReader<T> {
  /**
   * Of rows with these columns; the fields are the next row's when it returns. Equal lists of columns are mostly the same array
   * (`sharedColumns`): remember by it.
   */
  of(columns: readonly string[]): (fields: Fields) => T;
}

/** Lists of columns that are kept at a time; a process has a few hundred. */
const capacity = 2_000;
const known = new Map<string, readonly string[]>();

/** One array for all answers with these columns. */
export function sharedColumns(names: readonly string[]): readonly string[] {
  const key = names.join('\n');
  let shared = known.get(key);
  if (!shared) {
    if (known.size >= capacity) known.clear();
    known.set(key, (shared = [...names]));
  }
  return shared;
}

const objects = new WeakMap<readonly string[], (fields: Fields) => RawRow>();

/** Rows as objects, by column alias. */
export const rawRows: RowReader<RawRow> = {
  of(columns) {
    let make = objects.get(columns);
    if (!make) objects.set(columns, (make = objectOfValues(columns)));
    return make;
  },
};

/** For drivers that give the rows all at once. */
export function readRows<T>(
  rows: readonly Fields[],
  columns: readonly string[],
  reader: RowReader<T>,
  answer: Answer<T>,
): void {
  let read: T[];
  try {
    const make = reader.of(sharedColumns(columns));
    read = rows.map((fields) => make(fields));
  } catch (error) {
    answer.unreadable(error);
    return;
  }
  answer.answered(read);
}
