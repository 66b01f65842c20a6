import type { Secret } from '../env/secret.ts';
import type { StopSignal } from '../lifetime.ts';
import type { Receiver } from '../receiver.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Trace } from '../telemetry/trace.ts';
import type { RowReader } from './row-reader.ts';

export type Dialect = 'postgres' | 'mysql' | 'sqlite';

/** SQL text in the dialect with its native placeholders. Equal texts have equal names, so they are prepared once. */
export interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** A column of a result as the database describes it. `type` is the native name: `int4`, `varchar`, `datetime`. */
export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** Values by column alias, as the database writes them in text. */
export type RawRow = Readonly<Record<string, string | null>>;

export interface QueryOptions {
  /** Aborting stops the statement on the server. */
  readonly signal: StopSignal;
  /** The server stops the statement after so many milliseconds; the client gives up shortly after. */
  readonly timeoutMs: number;
  /** Nobody waits for it at a screen: it leaves half of the sessions to those who do. Default false. */
  readonly isBulk?: boolean;
  /** Where the statement's span goes. */
  readonly trace?: Trace | null;
}

/**
 * A pool of read-only sessions to one legacy database (knex makes them). Faults are HubError LEGACY_UNAVAILABLE or
 * LEGACY_TIMEOUT with the driver's error as cause; a connection that hung is destroyed, never reused.
 */
export interface Database {
  readonly dialect: Dialect;
  query(statement: Statement, options: QueryOptions): Promise<RawRow[]>;
  /** The same, but the reader makes what it wants of each row, with no object between, and no promise is made. */
  read<T>(statement: Statement, reader: RowReader<T>, options: QueryOptions, to: Receiver<T[]>): void;
  /** Rows in batches with bounded memory (server-side cursor or keyset). */
  stream(statement: Statement, options: QueryOptions & { batchSize: number }): AsyncIterable<RawRow[]>;
  /** Columns of a SELECT, learned without running it over the data. */
  describe(select: string, options: QueryOptions): Promise<ResultColumn[]>;
  /** What the account may write, in words for an operator («INSERT on schema.table»); empty when nothing. */
  writeRights(options: QueryOptions): Promise<string[]>;
  /** The database's own plan of a statement, as text. */
  explain(statement: Statement, options: QueryOptions): Promise<string>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** For errors: `system` of the source; never the URL. */
  readonly system: string;
  readonly url: Secret;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly telemetry?: Telemetry | undefined;
}

/** Connections of a pool. */
export interface PoolUse {
  readonly inUse: number;
  readonly idle: number;
  /** Statements that wait for a connection. */
  readonly waiting: number;
  readonly limit: number;
}
