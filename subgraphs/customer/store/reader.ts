import type { RequestContext } from '../../../kit/context.ts';
import type { Database, RawRow } from '../../../kit/database/database.ts';
import { rawRows } from '../../../kit/database/row-reader.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import type { Receiver } from '../../../kit/receiver.ts';
import { Coalescer, type AskForKeys } from '../../../kit/sources/coalescer.ts';

/** The hub's own PostgreSQL as the ledger calls it. */
export const hubSystem = 'hub';

/** One statement of ours: bound values only, arrays as native arrays. */
export interface Query {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/**
 * A statement that finds rows by keys, each of which repeats its key as `asked`: for one key, which is `$1`, and for a list of
 * them, which costs more.
 */
export interface KeyedSql {
  readonly one: string;
  readonly many: string;
}

/** Whether a text can be in the database. One that can't would have PostgreSQL refuse the statement, for all who share it. */
export const isKeepable = (text: string): boolean => !text.includes('\0');

/**
 * Reads the hub's own PostgreSQL for requests: bounded in time, cancelled on the server with the request, entered in the
 * request's ledger. Errors: SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, REQUEST_CANCELLED; BAD_USER_INPUT for what a client asks
 * that no database can be asked.
 */
export class HubReader {
  constructor(
    private readonly database: Database,
    private readonly timeoutMs: number,
    private readonly coalescer: Coalescer<RawRow> | null = null,
  ) {}

  /** Rows by keys, each of which is asked for once. */
  byKeys(sql: KeyedSql, given: readonly string[], context: RequestContext): Promise<readonly RawRow[]> {
    const keys = given.every(isKeepable) ? given : given.filter(isKeepable);
    if (keys.length === 0) return Promise.resolve([]);
    if (!this.coalescer) return this.rows(keyed(sql, keys), context);
    const ask: AskForKeys<RawRow> = (all, shared) => this.rows(keyed(sql, all), shared);
    return this.coalescer.ask(sql.many, keys, context, ask).catch((error: unknown) => {
      throw ownFault(error);
    });
  }

  rows(query: Query, context: RequestContext): Promise<RawRow[]> {
    const { clock, deadline, ledger, signal, trace } = context;
    const timeoutMs = Math.max(1, Math.min(this.timeoutMs, deadline - clock.now()));
    const isBulk = context.isBulk === true;
    return new Promise((resolve, reject) => {
      const answer = new HubAnswer(ledger, resolve, reject);
      this.database.read(query, rawRows, { signal, timeoutMs, isBulk, trace }, answer);
    });
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

const keyed = ({ one, many }: KeyedSql, keys: readonly string[]): Query =>
  keys.length === 1 ? { sql: one, bindings: keys } : { sql: many, bindings: [keys] };

/** Waits for the answer to a statement, and enters it in the request's ledger. */
class HubAnswer implements Receiver<RawRow[]> {
  readonly #began = performance.now();

  constructor(
    private readonly ledger: RequestContext['ledger'],
    private readonly resolve: (rows: RawRow[]) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  answered(rows: RawRow[]): void {
    this.#record('OK');
    this.resolve(rows);
  }

  failed(error: unknown): void {
    const isLate = error instanceof HubError && error.code === 'LEGACY_TIMEOUT';
    this.#record(isLate ? 'TIMEOUT' : 'UNAVAILABLE');
    this.reject(ownFault(error));
  }

  #record(status: 'OK' | 'TIMEOUT' | 'UNAVAILABLE'): void {
    this.ledger.record(hubSystem, status, performance.now() - this.#began, null);
  }
}

/** Puts `byKeys` of requests at the same time together. */
export const hubCoalescer = (): Coalescer<RawRow> => new Coalescer(hubSystem, (row) => row['asked'] ?? '');

/** The kit speaks of a legacy system; this one is the hub's own. */
function ownFault(error: unknown): unknown {
  if (!(error instanceof HubError)) return error;
  const detail = { subgraph: 'customer', system: hubSystem };
  if (error.code === 'LEGACY_TIMEOUT')
    return new HubError('SUBGRAPH_TIMEOUT', "The hub's own database did not answer in time.", detail, { cause: error });
  if (error.code === 'LEGACY_UNAVAILABLE')
    return new HubError('SUBGRAPH_UNAVAILABLE', "The hub's own database can't be reached.", detail, { cause: error });
  // its statements compute with nothing but what is asked
  if (error.code === 'LEGACY_DATA_INVALID')
    return new HubError(
      'BAD_USER_INPUT',
      'Expected text without NUL characters, instants of the years 1 to 9999 and cursors as they were given; found something else.',
      {},
      { cause: error },
    );
  if (error.code === 'LEGACY_OVERLOADED')
    return new HubError('SUBGRAPH_OVERLOADED', "Too much is asked of the hub's own database.", detail, {
      cause: error,
    });
  return error;
}
