import type { Statement } from '../database.ts';
import type { Answer } from '../driver.ts';
import { sharedColumns, type Fields, type RowReader } from '../row-reader.ts';
import { parseStatement, readFields, runStatement, type Arrived } from './messages.ts';
import type { PostgresSession, Prepared } from './session.ts';
import { textOf } from './text-of.ts';
import type { Asker } from './wire.ts';

/**
 * One run of a prepared statement. The columns of its result are asked for only the first time on a session, and the reader
 * makes what it wants of each row as it comes.
 */
export class NamedQuery<T> implements Asker {
  readonly #rows: T[] = [];
  /** Of the row that is being read. */
  readonly #fields: (string | null)[] = [];
  #read: ((fields: Fields) => T) | null;
  #refusal: Error | null = null;
  #fault: { readonly error: unknown } | null = null;

  constructor(
    private readonly session: PostgresSession,
    private readonly prepared: Prepared,
    private readonly reader: RowReader<T>,
    private readonly answer: Answer<T>,
  ) {
    const { columns } = prepared;
    this.#read = columns && reader.of(columns);
  }

  send({ sql, bindings }: Statement): void {
    const { wire } = this.session;
    const { name, bind, isParsed, columns } = this.prepared;
    const run = runStatement(bind, bindings.map(textOf), columns === null);
    wire.ask(isParsed ? run : Buffer.concat([parseStatement(name, sql), run]), this);
  }

  parsed(): void {
    this.prepared.isParsed = true;
  }

  columns(names: readonly string[]): void {
    const columns = sharedColumns(names);
    this.prepared.columns = columns;
    try {
      this.#read = this.reader.of(columns);
    } catch (error) {
      this.#fault = { error };
    }
  }

  row(arrived: Arrived, start: number): void {
    if (this.#fault || !this.#read) return;
    try {
      readFields(arrived, start, this.#fields);
      this.#rows.push(this.#read(this.#fields));
    } catch (error) {
      this.#fault = { error };
    }
  }

  refused(error: Error & { code?: unknown }): void {
    this.#refusal = error;
    // A prepared statement whose columns changed, or that is gone: nothing of this session can be relied on.
    if (error.code === '0A000' || error.code === '26000') this.session.isSpoilt = true;
  }

  ready(): void {
    if (this.#refusal) this.answer.failed(this.#refusal);
    else if (this.#fault) this.answer.unreadable(this.#fault.error);
    else this.answer.answered(this.#rows);
  }

  lost(error: Error): void {
    this.answer.failed(this.#refusal ?? error);
  }
}
