import { setTimeout as sleep } from 'node:timers/promises';
import { HubError } from '../errors/hub-error.ts';
import type { Database, DatabaseOptions, Dialect, QueryOptions, RawRow, ResultColumn, Statement } from './database.ts';
import type { Driver } from './driver.ts';
import { faultOf } from './fault.ts';
import { SessionPool } from './session-pool.ts';
import { Stop } from './stop.ts';

/** How long a cancelled statement may take to end before its connection is thrown away. */
const cleanUpMs = 1000;

/** A `Database` over the driver of one product: limits, cancelling, cleaning up; knows no SQL. */
export class PooledDatabase<C> implements Database {
  readonly dialect: Dialect;
  readonly #pool: SessionPool<C>;
  readonly #cleaning = new Set<Promise<void>>();

  constructor(
    private readonly driver: Driver<C>,
    private readonly options: DatabaseOptions,
  ) {
    this.dialect = driver.dialect;
    this.#pool = new SessionPool(driver, options);
  }

  query(statement: Statement, options: QueryOptions): Promise<RawRow[]> {
    return this.#withSession(options, async (connection) => (await this.driver.run(connection, statement)).rows);
  }

  describe(select: string, options: QueryOptions): Promise<ResultColumn[]> {
    return this.#withSession(options, (connection) => this.driver.describe(connection, select));
  }

  writeRights(options: QueryOptions): Promise<string[]> {
    return this.#withSession(options, (connection) => this.driver.writeRights(connection));
  }

  explain(statement: Statement, options: QueryOptions): Promise<string> {
    return this.#withSession(options, (connection) => this.driver.explain(connection, statement));
  }

  /** `timeoutMs` holds for each batch, the signal for the whole. */
  async *stream(statement: Statement, options: QueryOptions & { batchSize: number }): AsyncIterable<RawRow[]> {
    const stop = new Stop(options, this.options.system);
    let connection: C | undefined;
    let isWhole = false;
    try {
      connection = (await this.#pool.acquire(stop.signal)).connection;
      await stop.race(this.driver.limit(connection, options.timeoutMs));
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
      if (connection !== undefined) {
        if (isWhole) this.#pool.release(connection);
        else this.#inBackground(this.#abandon(connection));
      }
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#cleaning);
    await this.#pool.close();
  }

  async #withSession<T>(options: QueryOptions, work: (connection: C) => Promise<T>): Promise<T> {
    const stop = new Stop(options, this.options.system);
    try {
      for (let attempt = 1; ; attempt++) {
        const { connection, isReused } = await this.#pool.acquire(stop.signal);
        const job = this.driver.limit(connection, options.timeoutMs).then(() => work(connection));
        try {
          const result = await stop.race(job);
          this.#pool.release(connection);
          return result;
        } catch (error) {
          if (stop.signal.aborted) {
            this.#inBackground(this.#stopStatement(connection, job));
            throw error;
          }
          this.#pool.release(connection);
          // A pooled connection that the server has closed meanwhile: reading again on a fresh one is harmless.
          if (isReused && attempt <= this.options.connections && this.driver.fault(error) === 'unreachable') continue;
          throw error;
        }
      }
    } catch (error) {
      throw this.#fault(error, stop);
    } finally {
      stop.end();
    }
  }

  #fault(error: unknown, stop: Stop): HubError {
    if (stop.signal.aborted) return stop.reason;
    if (error instanceof HubError) return error;
    return faultOf(this.driver.fault(error), this.options.system, error);
  }

  /** Stops the statement on the server; the connection goes back only if the statement is seen to end. */
  async #stopStatement(connection: C, job: Promise<unknown>): Promise<void> {
    const ended = job.then(
      () => true,
      () => true,
    );
    await Promise.race([this.driver.cancel(connection, this.options).catch(() => undefined), sleep(cleanUpMs)]);
    const isEnded = await Promise.race([ended, sleep(cleanUpMs, false)]);
    if (isEnded) this.#pool.release(connection);
    else this.#pool.destroy(connection);
  }

  async #abandon(connection: C): Promise<void> {
    await Promise.race([this.driver.cancel(connection, this.options).catch(() => undefined), sleep(cleanUpMs)]);
    this.#pool.destroy(connection);
  }

  #inBackground(cleaning: Promise<void>): void {
    this.#cleaning.add(cleaning);
    void cleaning.finally(() => this.#cleaning.delete(cleaning));
  }
}
