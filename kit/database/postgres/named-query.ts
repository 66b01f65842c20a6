import type { Statement } from '../database.ts';
import type { Answer } from '../driver.ts';
import { sharedColumns, type Fields, type RowReader } from '../row-reader.ts';
import { closeStatement, parseStatement, readFields, runStatement, type Arrived } from './messages.ts';
import type { PostgresSession, Prepared } from './session.ts';
import { textOf } from './text-of.ts';
import type { Asker } from './wire.ts';

type Refusal = Error & { readonly code?: unknown; readonly routine?: unknown };

/** The server's function that says that a prepared statement would have other columns now; its words are in its own language. */
const columnsChanged = 'RevalidateCachedQuery';

const nothing: readonly Buffer[] = [];

/**
 * One run of a prepared statement. The columns of its result are asked for only the first time on a session, and the reader
 * makes what it wants of each row as it comes.
 */
export class NamedQuery<T> implements Asker {
  readonly #rows: T[] = [];
  /** Of the row that is being read. */
  readonly #fields: (string | null)[] = [];
  #read: ((fields: Fields) => T) | null;
  #refusal: Refusal | null = null;
  #fault: { readonly error: unknown } | null = null;
  #isRenewed = false;

  constructor(
    private readonly statement: Statement,
    private readonly session: PostgresSession,
    private readonly prepared: Prepared,
    private readonly reader: RowReader<T>,
    private readonly answer: Answer<T>,
  ) {
    const { columns } = prepared;
    this.#read = columns && reader.of(columns);
  }

  send(): void {
    const { sql, bindings } = this.statement;
    const { name, bind, isParsed, columns } = this.prepared;
    const run = runStatement(bind, bindings.map(textOf), columns === null);
    const first = this.#isRenewed ? [closeStatement(name)] : nothing;
    this.session.wire.ask(isParsed ? run : Buffer.concat([...first, parseStatement(name, sql), run]), this);
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

  refused(error: Refusal): void {
    this.#refusal = error;
    // A prepared statement that is gone: nothing of this session can be relied on.
    if (error.code === '26000') this.session.isSpoilt = true;
  }

  ready(): void {
    if (this.#refusal?.routine === columnsChanged && !this.#isRenewed) this.#renew();
    else if (this.#refusal) this.answer.failed(this.#refusal);
    else if (this.#fault) this.answer.unreadable(this.#fault.error);
    else this.answer.answered(this.#rows);
  }

  lost(error: Error): void {
    this.answer.failed(this.#refusal ?? error);
  }

  #renew(): void {
    this.#refusal = null;
    this.#rows.length = 0;
    this.#isRenewed = true;
    this.prepared.isParsed = false;
    this.prepared.columns = null;
    this.send();
  }
}
