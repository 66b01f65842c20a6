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

/** How long a server may take to say goodbye: who does not answer would keep the place of a session until the socket gives up. */
const goodbyeMs = 1000;

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
      const late = new AbortController();
      const timer = setTimeout(() => {
        reject(new Error(`no connection within ${String(this.#withinMs)} ms`));
        late.abort();
      }, this.#withinMs);
      this.#openPrepared(late.signal)
        .then(resolve, reject)
        .finally(() => {
          clearTimeout(timer);
        });
    });
  }

  async end(connection: C): Promise<void> {
    const drop = (): void => {
      this.#driver.destroy(connection);
    };
    const patience = setTimeout(drop, goodbyeMs);
    try {
      await this.#client.destroyRawConnection(connection);
    } catch {
      drop();
    } finally {
      clearTimeout(patience);
    }
  }

  async close(): Promise<void> {
    await this.#knex.destroy();
  }

  /** What comes too late is dropped, also where the server let us in and then says nothing. */
  async #openPrepared(late: AbortSignal): Promise<C> {
    const connection = await this.#client.acquireRawConnection();
    const drop = (): void => {
      this.#driver.destroy(connection);
    };
    late.addEventListener('abort', drop, { once: true });
    if (late.aborted) drop();
    else
      try {
        await this.#driver.prepare(connection);
      } catch (error) {
        drop();
        throw error;
      } finally {
        late.removeEventListener('abort', drop);
      }
    return connection;
  }
}
