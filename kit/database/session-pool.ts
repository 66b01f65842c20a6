import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import type { DatabaseOptions } from './database.ts';
import type { Driver } from './driver.ts';

const knexFactory = createRequire(import.meta.url)('knex') as (config: object) => Knex;

/** The part of a knex client that hands out connections. knex types it `any`. */
interface KnexPoolClient<C> {
  acquireConnection(): Promise<C>;
  releaseConnection(connection: C): Promise<void>;
}

const silent = { warn: () => undefined, error: () => undefined, debug: () => undefined, deprecate: () => undefined };

/** knex's pool of prepared sessions, with waiting that a caller can give up. */
export class SessionPool<C> {
  readonly #knex: Knex;
  readonly #client: KnexPoolClient<C>;
  readonly #driver: Driver<C>;
  readonly #prepared = new WeakSet<object>();

  constructor(driver: Driver<C>, options: DatabaseOptions) {
    this.#driver = driver;
    this.#knex = knexFactory({
      ...driver.config(options),
      log: silent,
      pool: {
        min: 0,
        max: options.connections,
        // Callers give up by themselves (stop signal); this only keeps the queue from growing for ever.
        acquireTimeoutMillis: 600_000,
        createTimeoutMillis: options.connectTimeoutMs,
        destroyTimeoutMillis: 1000,
        createRetryIntervalMillis: 100,
        idleTimeoutMillis: 60_000,
        propagateCreateError: true,
        afterCreate: (connection: C, done: (error: Error | null, connection: C) => void) => {
          driver.prepare(connection).then(
            () => {
              done(null, connection);
            },
            (error: unknown) => {
              driver.destroy(connection);
              done(error instanceof Error ? error : new Error(String(error)), connection);
            },
          );
        },
      },
    });
    this.#client = this.#knex.client as KnexPoolClient<C>;
  }

  /** A session of one's own until `release`; rejects with the reason of `stop` when that comes first. */
  async acquire(stop: AbortSignal): Promise<{ connection: C; isReused: boolean }> {
    stop.throwIfAborted();
    const acquired = this.#client.acquireConnection();
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(stop.reason as Error);
      };
      stop.addEventListener('abort', giveUp, { once: true });
      acquired.then(
        (connection) => {
          stop.removeEventListener('abort', giveUp);
          if (stop.aborted) this.release(connection);
          else {
            const isReused = this.#prepared.has(connection as object);
            this.#prepared.add(connection as object);
            resolve({ connection, isReused });
          }
        },
        (error: unknown) => {
          stop.removeEventListener('abort', giveUp);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  release(connection: C): void {
    if (!this.#driver.usable(connection)) this.#driver.destroy(connection);
    void this.#client.releaseConnection(connection);
  }

  destroy(connection: C): void {
    this.#driver.destroy(connection);
    void this.#client.releaseConnection(connection);
  }

  async close(): Promise<void> {
    await this.#knex.destroy();
  }
}
