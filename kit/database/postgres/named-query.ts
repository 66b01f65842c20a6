import { createRequire } from 'node:module';
import type { Submittable } from 'pg';
import type { Statement } from '../database.ts';
import type { Answer } from '../driver.ts';
import { sharedColumns, type Fields, type RowReader } from '../row-reader.ts';
import type { PostgresConnection, PostgresSession } from './connection.ts';
import { readFields, runStatement } from './messages.ts';
import type { RowSink } from './wire.ts';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  prepareValue(value: unknown): string | Buffer | null;
};

/** As text, as pg writes it. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const prepared = prepareValue(value);
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : prepared;
}

/**
 * A prepared statement for pg's queue of a connection. The columns of its result are asked for only the first time on a session
 * (the server refuses to run it when they change), and the reader makes what it wants of each row as it comes.
 */
export class NamedQuery<T> implements Submittable, RowSink {
  readonly text: string;
  readonly #values: (string | null)[];
  readonly #rows: T[] = [];
  /** Of the row that is being read. */
  readonly #fields: (string | null)[] = [];
  #read: ((fields: Fields) => T) | null;
  #fault: { readonly error: unknown } | null = null;

  constructor(
    readonly name: string,
    statement: Statement,
    private readonly reader: RowReader<T>,
    private readonly answer: Answer<T>,
    private readonly connection: PostgresConnection,
    private readonly session: PostgresSession,
  ) {
    this.text = statement.sql;
    this.#values = statement.bindings.map(textOf);
    const columns = session.columns.get(name);
    this.#read = columns ? reader.of(columns) : null;
  }

  /** All messages at once, in one write. */
  submit(): void {
    const { wire } = this.session;
    const { stream, parsedStatements } = this.connection.connection;
    if (!stream.writable) return;
    wire?.expect(this);
    const run = runStatement(this.name, this.#values, this.#read === null);
    if (parsedStatements[this.name] !== undefined) stream.write(run);
    else {
      stream.cork();
      this.connection.connection.parse({ name: this.name, text: this.text, types: [] }, true);
      stream.write(run);
      stream.uncork();
    }
  }

  row(bytes: Buffer, start: number, end: number): void {
    readFields(bytes, start, end, this.#fields);
    this.handleDataRow({ fields: this.#fields });
  }

  handleRowDescription({ fields }: { fields: readonly { name: string }[] }): void {
    const columns = sharedColumns(fields.map(({ name }) => name));
    this.session.columns.set(this.name, columns);
    try {
      this.#read = this.reader.of(columns);
    } catch (error) {
      this.#fault = { error };
    }
  }

  handleDataRow({ fields }: { fields: Fields }): void {
    if (this.#fault || !this.#read) return;
    try {
      this.#rows.push(this.#read(fields));
    } catch (error) {
      this.#fault = { error };
    }
  }

  handleCommandComplete(): void {
    // All rows are there when the server is ready again.
  }

  handleEmptyQuery(): void {
    // A text without a statement has no rows.
  }

  handleReadyForQuery(): void {
    if (this.#fault) this.answer.unreadable(this.#fault.error);
    else this.answer.answered(this.#rows);
  }

  handleError(error: unknown): void {
    // A prepared statement whose columns changed, or that is gone: nothing of this session can be relied on.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === '0A000' || code === '26000') this.session.isSpoilt = true;
    this.answer.failed(error);
  }
}
