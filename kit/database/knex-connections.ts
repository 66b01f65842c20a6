import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import type { DatabaseOptions } from './database.ts';
import type { Driver } from './driver.ts';

const knexFactory = createRequire(import.meta.url)('knex') as (config: object) => Knex;

/** The part of a knex client that makes connections. knex types it `any`. */
interface KnexClient<C> {
  acquireRawConnection(): Promise<C>;
  destroyRawConnection(connection: C): Promise<void>;
}

const silent = { warn: () => undefined, error: () => undefined, debug: () => undefined, deprecate: () => undefined };

/** What opens and closes the connections of a pool. */
export interface ConnectionMaker<C> {
  /** A connection that is ready for statements, within the time for connecting. */
  open(): Promise<C>;
  /** Says goodbye to the server; never throws. */
  end(connection: C): Promise<void>;
  close(): Promise<void>;
}

/** Opens and closes connections through knex, which knows the drivers; pooling them is SessionPool's work. */
export class KnexConnections<C> implements ConnectionMaker<C> {
  readonly #knex: Knex;
  readonly #client: KnexClient<C>;
  readonly #driver: Driver<C>;
  readonly #withinMs: number;

  constructor(driver: Driver<C>, options: DatabaseOptions) {
    this.#driver = driver;
    this.#withinMs = options.connectTimeoutMs;
    // knex wants a pool; nobody asks it.
    this.#knex = knexFactory({ ...driver.config(options), log: silent, pool: { min: 0, max: 1 } });
    this.#client = this.#knex.client as KnexClient<C>;
  }

  open(): Promise<C> {
    return new Promise((resolve, reject) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        reject(new Error(`no connection within ${String(this.#withinMs)} ms`));
      }, this.#withinMs);
      this.#openPrepared(() => isLate)
        .then(resolve, reject)
        .finally(() => {
          clearTimeout(timer);
        });
    });
  }

  async end(connection: C): Promise<void> {
    try {
      await this.#client.destroyRawConnection(connection);
    } catch {
      this.#driver.destroy(connection);
    }
  }

  async close(): Promise<void> {
    await this.#knex.destroy();
  }

  async #openPrepared(isLate: () => boolean): Promise<C> {
    const connection = await this.#client.acquireRawConnection();
    try {
      if (!isLate()) await this.#driver.prepare(connection);
    } catch (error) {
      this.#driver.destroy(connection);
      throw error;
    }
    if (isLate()) this.#driver.destroy(connection);
    return connection;
  }
}
