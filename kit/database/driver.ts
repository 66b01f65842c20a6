import type { DatabaseOptions, Dialect, RawRow, ResultColumn, Statement } from './database.ts';
import type { RowReader } from './row-reader.ts';

/** Settings of a knex client without its pool; knex's own type does not know all that the drivers take. */
export interface ClientSettings {
  readonly client: string;
  readonly connection: object;
  readonly version?: string;
  readonly useNullAsDefault?: boolean;
}

/** What went wrong, as far as a caller must know. */
export type FaultKind = 'timeout' | 'unreachable' | 'refused' | 'invalid';

/** Who waits for a statement. One of these is called, once, when the connection can take the next statement or is of no use. */
export interface Answer<T> {
  answered(rows: T[]): void;
  /** The driver's error. */
  failed(error: unknown): void;
  /** The database answered, but the reader threw. */
  unreadable(error: unknown): void;
}

/** What differs between database products, for connections of type C as the knex dialect makes them. */
export interface Driver<C> {
  readonly dialect: Dialect;
  config(options: DatabaseOptions): ClientSettings;
  /** Once per new connection: read-only, UTC, plain text formats. */
  prepare(connection: C): Promise<void>;
  /** Makes the server stop statements after so many milliseconds; null when it does so already. */
  limit(connection: C, timeoutMs: number): Promise<void> | null;
  run<T>(connection: C, statement: Statement, reader: RowReader<T>, answer: Answer<T>): void;
  /** Rows in batches; the connection is destroyed when the consumer does not read to the end. */
  stream(connection: C, statement: Statement, batchSize: number): AsyncIterable<RawRow[]>;
  /** Native type names for the columns of a result, by a look into the catalogue where the driver knows only numbers. */
  describe(connection: C, select: string): Promise<ResultColumn[]>;
  writeRights(connection: C): Promise<string[]>;
  explain(connection: C, statement: Statement): Promise<string>;
  /** Asks the server, over a connection on the side, to stop what these run; null where nothing runs for long. */
  readonly cancel: ((side: C, connections: readonly C[]) => Promise<void>) | null;
  /** Drops the socket at once, without a word to the server. */
  destroy(connection: C): void;
  /** Whether the connection may be used again. */
  usable(connection: C): boolean;
  fault(error: unknown): FaultKind;
}
