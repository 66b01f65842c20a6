import { HubError } from '../errors/hub-error.ts';
import { Canceller } from './canceller.ts';
import type {
  Database,
  DatabaseOptions,
  Dialect,
  PoolUse,
  QueryOptions,
  RawRow,
  ResultColumn,
  Statement,
} from './database.ts';
import type { Driver } from './driver.ts';
import { faultOf } from './fault.ts';
import { KnexConnections } from './knex-connections.ts';
import { received, type Receiver } from '../receiver.ts';
import { rawRows, type RowReader } from './row-reader.ts';
import { SessionPool, type Session } from './session-pool.ts';
import { OtherRun, ReadingRun, type RunParts } from './statement-run.ts';
import { Stop } from './stop.ts';

const done = Promise.resolve();

/** A `Database` over the driver of one product: limits, cancelling, cleaning up; knows no SQL. */
export class PooledDatabase<C> implements Database {
  readonly dialect: Dialect;
  readonly #pool: SessionPool<C>;
  readonly #canceller: Canceller<C> | null;
  readonly #parts: RunParts<C>;
  readonly #cleaning = new Set<Promise<void>>();

  constructor(
    private readonly driver: Driver<C>,
    private readonly options: DatabaseOptions,
  ) {
    this.dialect = driver.dialect;
    const connections = new KnexConnections(driver, options);
    this.#pool = new SessionPool(driver, connections, options.connections);
    this.#canceller = driver.cancel && new Canceller({ ...driver, cancel: driver.cancel }, connections);
    this.#parts = {
      driver,
      pool: this.#pool,
      options,
      giveUp: (session, ended) => {
        this.#inBackground(this.#stopStatement(session, ended));
      },
    };
  }

  /** What the pool does right now. */
  use(): PoolUse {
    return { ...this.#pool.use(), limit: this.options.connections };
  }

  query(statement: Statement, options: QueryOptions): Promise<RawRow[]> {
    return received((to) => {
      this.read(statement, rawRows, options, to);
    });
  }

  read<T>(statement: Statement, reader: RowReader<T>, options: QueryOptions, to: Receiver<T[]>): void {
    new ReadingRun(this.#parts, statement, reader, options, to).start();
  }

  describe(select: string, options: QueryOptions): Promise<ResultColumn[]> {
    return this.#withSession(options, (connection) => this.driver.describe(connection, select));
  }

  writeRights(options: QueryOptions): Promise<string[]> {
    return this.#withSession(options, (connection) => this.driver.writeRights(connection));
  }

  async explain(statement: Statement, options: QueryOptions): Promise<string> {
    const [plan] = await this.#withSession(options, async (c) => [await this.driver.explain(c, statement)]);
    return plan ?? '';
  }

  /** `timeoutMs` holds for each batch, the signal for the whole. */
  async *stream(statement: Statement, options: QueryOptions & { batchSize: number }): AsyncIterable<RawRow[]> {
    const stop = new Stop(options, this.options.system);
    let session: Session<C> | undefined;
    let isWhole = false;
    try {
      session = await this.#session(stop);
      const { connection } = session;
      await stop.race(this.driver.limit(connection, options.timeoutMs) ?? done);
      const batches = this.driver.stream(connection, statement, options.batchSize)[Symbol.asyncIterator]();
      for (;;) {
        stop.restart(options.timeoutMs);
        const next = await stop.race(batches.next());
        if (next.done === true) break;
        // The consumer's time does not count.
        stop.pause();
        yield next.value;
      }
      isWhole = true;
    } catch (error) {
      throw this.#fault(error, stop);
    } finally {
      stop.end();
      if (session) {
        if (isWhole) this.#pool.release(session);
        else this.#inBackground(this.#abandon(session));
      }
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#cleaning);
    await this.#canceller?.close();
    await this.#pool.close();
  }

  /** For what is rare. */
  #withSession<T>(options: QueryOptions, ask: (connection: C) => Promise<T[]>): Promise<T[]> {
    return received((to) => {
      new OtherRun(this.#parts, ask, options, to).start();
    });
  }

  /** A session; whoever was stopped while waiting does not get one. */
  async #session(stop: Stop): Promise<Session<C>> {
    const free = this.#pool.take();
    if (free) return free;
    const { session, leave } = this.#pool.wait();
    try {
      return await stop.race(session);
    } catch (error) {
      leave();
      // It may have come just then.
      if (stop.reason)
        session.then(
          (late) => {
            this.#pool.release(late);
          },
          () => undefined,
        );
      throw error;
    }
  }

  #fault(error: unknown, stop: Stop): HubError {
    if (stop.reason) return stop.reason;
    if (error instanceof HubError) return error;
    return faultOf(this.driver.fault(error), this.options.system, error);
  }

  /** Stops the statement on the server; the connection goes back only if the statement is seen to end. */
  async #stopStatement(session: Session<C>, ended: Promise<void>): Promise<void> {
    const isFree = (await this.#canceller?.cancel(session.connection, ended)) ?? (await ended, true);
    if (isFree) this.#pool.release(session);
    else this.#pool.destroy(session);
  }

  async #abandon(session: Session<C>): Promise<void> {
    await this.#canceller?.once(session.connection);
    this.#pool.destroy(session);
  }

  #inBackground(cleaning: Promise<void>): void {
    this.#cleaning.add(cleaning);
    void cleaning.finally(() => this.#cleaning.delete(cleaning));
  }
}
