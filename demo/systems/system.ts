import type { Company } from '../company/company.ts';
import type { History, Reference, SystemName } from '../history/rows.ts';

export type Value = string | number | boolean | null;

/** Takes the rows of one database; `values` in the order of the table's columns. */
export interface Rows {
  add(table: string, values: readonly Value[]): void;
}

/** One legacy system: how it writes down what happened. */
export interface DemoSystem {
  readonly system: SystemName;
  readonly title: string;
  /** Name of the database after the prefix. */
  readonly database: string;
  /** Environment variable that sources/<system>/source.yaml names. */
  readonly env: string;
  /** Zone of its `timestamp` columns. */
  readonly timeZone: string;
  /** Folder with schema.sql (before the rows) and indexes.sql (after them). */
  readonly folder: URL;
  /** Rows that exist whoever buys. */
  writeMasters(company: Company, rows: Rows): void;
  /** Rows of one customer. */
  writeHistory(history: History, rows: Rows): void;
  /** The key of a row as the hub shows it: parts joined by `~`. */
  keyText(reference: Reference): string;
}
