import { createRequire } from 'node:module';
import type { Submittable } from 'pg';
import type { RawRow, Statement } from '../database.ts';
import type { PostgresConnection, PostgresSession } from './connection.ts';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as { prepareValue(value: unknown): string };

/**
 * A prepared statement as pg sends it, but the columns of its result are asked for only the first time on a session (the
 * server refuses to run it when they change), and its rows are plain text: a third less work than pg's own Query.
 */
export class NamedQuery implements Submittable {
  readonly text: string;
  readonly values: string[];
  readonly promise: Promise<RawRow[]>;
  readonly #rows: RawRow[] = [];
  #columns: readonly string[];
  #resolve: (rows: RawRow[]) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(
    readonly name: string,
    statement: Statement,
    private readonly connection: PostgresConnection,
    private readonly session: PostgresSession,
  ) {
    this.text = statement.sql;
    this.values = statement.bindings.map((value) => prepareValue(value));
    this.#columns = session.columns.get(name) ?? [];
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** All messages at once, in one write. */
  readonly submit = (): void => {
    const wire = this.connection.connection;
    wire.stream.cork();
    try {
      if (wire.parsedStatements[this.name] === undefined)
        wire.parse({ name: this.name, text: this.text, types: [] }, true);
      wire.bind({ statement: this.name, values: this.values }, true);
      if (this.#columns.length === 0) wire.describe({ type: 'P' }, true);
      wire.execute(null, true);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
  };

  handleRowDescription({ fields }: { fields: readonly { name: string }[] }): void {
    this.#columns = fields.map(({ name }) => name);
    this.session.columns.set(this.name, this.#columns);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, string | null> = {};
    const columns = this.#columns;
    for (let i = 0; i < columns.length; i++) row[columns[i] ?? ''] = fields[i] ?? null;
    this.#rows.push(row);
  }

  handleCommandComplete(): void {
    // All rows are there when the server is ready again.
  }

  handleEmptyQuery(): void {
    // A text without a statement has no rows.
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }

  handleError(error: unknown): void {
    // A prepared statement whose columns changed, or that is gone: nothing of this session can be relied on.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === '0A000' || code === '26000') this.session.isSpoilt = true;
    this.#reject(error);
  }
}
