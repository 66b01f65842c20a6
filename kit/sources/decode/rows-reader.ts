import type { RawRow } from '../../database/database.ts';
import type { Relation, Row } from '../../relation.ts';
import type { RowsPlan } from '../../sql/plan.ts';
import type { FetchedRow } from '../source.ts';
import type { RowDecoder, ReadValue } from './row-decoder.ts';
import { textOf } from './text.ts';
import type { Decoded } from './value.ts';

/** Raw rows of one plan -> fetched rows; the columns are looked up once for all rows. */
export class RowsReader {
  readonly #columns: readonly { readonly name: string; readonly read: ReadValue }[];
  readonly #cursor: readonly string[];
  readonly #by: string | null;

  constructor(
    { columns, by, order = [], relation }: RowsPlan,
    private readonly decoder: RowDecoder,
    private readonly system: string,
  ) {
    this.#by = by?.column ?? null;
    this.#cursor = [...order.map((term) => term.column), ...relation.key];
    const all = new Set([...columns, ...(by ? [by.column] : []), ...this.#cursor]);
    this.#columns = [...all].map((name) => ({ name, read: decoder.reader(name) }));
  }

  read<R extends Relation>(raw: readonly RawRow[]): FetchedRow<R>[] {
    return raw.map((one) => {
      const row: Record<string, Decoded> = { system: this.system };
      for (const { name, read } of this.#columns) row[name] = read(one);
      const parent = this.#by === null ? '' : String(row[this.#by]);
      return new ReadRow(row as Row<R>, parent, one, this.#cursor, this.decoder);
    });
  }
}

/** What a cursor needs is read when it is asked for: most rows are neither merged nor pointed to. */
class ReadRow<R extends Relation> implements FetchedRow<R> {
  constructor(
    readonly row: Row<R>,
    readonly parent: string,
    private readonly source: RawRow,
    private readonly cursor: readonly string[],
    private readonly decoder: RowDecoder,
  ) {}

  get raw(): readonly (string | null)[] {
    return this.cursor.map((column) => this.decoder.raw(this.source, column));
  }

  get decoded(): readonly (string | null)[] {
    return this.cursor.map((column) => textOf((this.row as Readonly<Record<string, unknown>>)[column]));
  }
}
