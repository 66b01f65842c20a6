import type { Logger } from 'pino';
import type { Database, QueryOptions, RawRow, ResultColumn, Statement } from '../database/database.ts';
import { DatabaseFault } from '../database/fault.ts';
import { rawRows, type RowReader } from '../database/row-reader.ts';
import { HubError } from '../errors/hub-error.ts';
import { deliver, received, type Receiver } from '../receiver.ts';
import type { BreakerLimits } from './breaker.ts';
import { Guard, type Question, type Verdict } from './guard.ts';

export interface DatabaseProtection {
  readonly system: string;
  readonly log: Logger;
  /** Sessions of the pool underneath. */
  readonly connections: number;
  /** Statements that may wait for a session. */
  readonly waiting: number;
  /** The usual limit of a statement, ms. */
  readonly statementTimeoutMs: number;
  readonly breaker?: Partial<BreakerLimits>;
}

/** Milliseconds that the sign of life may take. */
const pingMs = 1_000;
const ping: Statement = { sql: 'select 1 as one', bindings: [] };

/**
 * The same database behind a circuit breaker, a bulkhead and a retry budget. Refusals are LEGACY_UNAVAILABLE (spared) and
 * LEGACY_OVERLOADED (too many wait), without asking the system. A statement that could not be sent is sent once more.
 */
export function protectDatabase(database: Database, protection: DatabaseProtection): Database {
  const { system, log, connections, waiting, statementTimeoutMs, breaker = {} } = protection;
  const guard = new Guard({
    kind: 'system',
    name: system,
    log,
    bulkhead: { running: connections, waiting },
    breaker,
    patienceMs: Math.min(1_000, statementTimeoutMs / 2),
    ping: () => database.query(ping, { signal: AbortSignal.timeout(2 * pingMs), timeoutMs: pingMs }),
  });
  return new ProtectedDatabase(database, guard);
}

class ProtectedDatabase implements Database {
  readonly dialect: Database['dialect'];
  readonly #reads: Asking<Reading, unknown[]>;
  readonly #others: Asking<(options: QueryOptions) => Promise<unknown>, unknown>;

  constructor(
    private readonly inner: Database,
    private readonly guard: Guard,
  ) {
    this.dialect = inner.dialect;
    this.#reads = asking(({ statement, reader }, options, to) => {
      inner.read(statement, reader, options, to);
    });
    this.#others = asking((ask, options, to) => {
      deliver(ask(options), to);
    });
  }

  query(statement: Statement, options: QueryOptions): Promise<RawRow[]> {
    return received((to) => {
      this.read(statement, rawRows, options, to);
    });
  }

  read<T>(statement: Statement, reader: RowReader<T>, options: QueryOptions, to: Receiver<T[]>): void {
    this.guard.pass(this.#reads, { statement, reader }, options, options.timeoutMs, to as Receiver<unknown[]>);
  }

  describe(select: string, options: QueryOptions): Promise<ResultColumn[]> {
    return this.#guarded((within) => this.inner.describe(select, within), options);
  }

  writeRights(options: QueryOptions): Promise<string[]> {
    return this.#guarded((within) => this.inner.writeRights(within), options);
  }

  explain(statement: Statement, options: QueryOptions): Promise<string> {
    return this.#guarded((within) => this.inner.explain(statement, within), options);
  }

  /** Streams fill feeds, a few at a time by their own plan: they are not held up, and not done once more. */
  stream(statement: Statement, options: QueryOptions & { batchSize: number }): AsyncIterable<RawRow[]> {
    return this.inner.stream(statement, options);
  }

  async close(): Promise<void> {
    this.guard.end();
    await this.inner.close();
  }

  /** For what is rare. */
  #guarded<T>(ask: (options: QueryOptions) => Promise<T>, options: QueryOptions): Promise<T> {
    return this.guard.run(this.#others, ask, options, options.timeoutMs) as Promise<T>;
  }
}

interface Reading {
  readonly statement: Statement;
  readonly reader: RowReader<unknown>;
}

type Asking<A, T> = Question<A, T, QueryOptions>;

const asking = <A, T>(ask: (asked: A, options: QueryOptions, to: Receiver<T>) => void): Asking<A, T> => ({
  ask: (asked, options, timeoutMs, to) => {
    ask(asked, timeoutMs === options.timeoutMs ? options : { ...options, timeoutMs }, to);
  },
  verdict: verdictOf,
  isRepeatable: () => true,
});

/** Only what the driver could not do counts: a statement that the system refuses was answered. */
function verdictOf(error: unknown): Verdict {
  if (error instanceof DatabaseFault) {
    if (error.kind === 'unreachable') return 'unreached';
    return error.kind === 'timeout' ? 'late' : 'answer';
  }
  if (!(error instanceof HubError)) return 'nothing';
  if (error.code === 'LEGACY_DATA_INVALID') return 'answer';
  return error.code === 'SUBGRAPH_TIMEOUT' ? 'late' : 'nothing';
}
