import { createRequire } from 'node:module';
import type { RawRow, ResultColumn } from '../database.ts';
import type { Driver } from '../driver.ts';
import { readRows } from '../row-reader.ts';

/** The parts of `better-sqlite3` that are used; the package is optional, so its types are not there. */
interface SqliteStatement {
  all(...bindings: unknown[]): Record<string, unknown>[];
  /** Rows are lists of values from then on. */
  raw(toggle: true): { all(...bindings: unknown[]): unknown[][] };
  iterate(...bindings: unknown[]): IterableIterator<Record<string, unknown>>;
  columns(): { name: string; type: string | null }[];
}
export interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  pragma(text: string): unknown;
  close(): void;
  readonly open: boolean;
}

const text = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : Buffer.isBuffer(value)
      ? `\\x${value.toString('hex')}`
      : String(value as string);

const toRaw = (row: Record<string, unknown>): RawRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)]));

function requireDriver(): void {
  try {
    createRequire(import.meta.url).resolve('better-sqlite3');
  } catch (cause) {
    throw new Error('a sqlite: connection needs the optional package better-sqlite3: npm install better-sqlite3', {
      cause,
    });
  }
}

function describe(connection: SqliteConnection, select: string): ResultColumn[] {
  const columns = connection.prepare(`select * from (\n${select}\n) r limit 0`).columns();
  return columns.map((c) => ({ name: c.name, type: (c.type ?? 'unknown').toLowerCase() }));
}

/**
 * SQLite in the hub's own process, opened read-only. Statements run to their end: there is no server that could stop them,
 * so limits and cancelling only decide what the caller sees.
 */
export function sqliteDriver(): Driver<SqliteConnection> {
  requireDriver();
  return {
    dialect: 'sqlite',
    config: (options) => ({
      client: 'better-sqlite3',
      useNullAsDefault: true,
      connection: {
        filename: options.url.reveal().replace(/^(sqlite|file):(\/\/)?/i, ''),
        options: { readonly: true },
      },
    }),
    prepare: (connection) => {
      connection.pragma('query_only = on');
      return Promise.resolve();
    },
    limit: () => null,
    run: (connection, { sql, bindings }, reader, answer) => {
      // Not at once: who answers many in a row must not call itself.
      setImmediate(() => {
        try {
          const statement = connection.prepare(sql);
          const columns = statement.columns().map(({ name }) => name);
          const rows = statement.raw(true).all(...bindings);
          readRows(
            rows.map((row) => row.map(text)),
            columns,
            reader,
            answer,
          );
        } catch (error) {
          answer.failed(error);
        }
      });
    },
    stream: async function* (connection, statement, batchSize) {
      let batch: RawRow[] = [];
      for (const row of connection.prepare(statement.sql).iterate(...statement.bindings)) {
        batch.push(toRaw(row));
        if (batch.length === batchSize) {
          yield batch;
          batch = [];
          await Promise.resolve();
        }
      }
      if (batch.length > 0) yield batch;
    },
    describe: (connection, select) => Promise.resolve(describe(connection, select)),
    // The file is opened read-only, so nobody can write through it.
    writeRights: () => Promise.resolve([]),
    explain: (connection, { sql, bindings }) => {
      const rows = connection.prepare(`explain query plan ${sql}`).all(...bindings);
      return Promise.resolve(rows.map((row) => text(row['detail']) ?? '').join('\n'));
    },
    // A statement runs in one go.
    cancel: null,
    destroy: (connection) => {
      connection.close();
    },
    usable: (connection) => connection.open,
    fault: (error) => {
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
      return /CANTOPEN|NOTADB|IOERR|CORRUPT|PERM/.test(code)
        ? 'unreachable'
        : /BUSY|LOCKED/.test(code)
          ? 'timeout'
          : 'refused';
    },
  };
}
