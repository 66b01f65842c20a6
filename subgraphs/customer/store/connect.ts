import knex, { type Knex } from 'knex';
import type { Secret } from '../../../kit/env/secret.ts';

/** Connections for migrating and syncing: the lock, one per source that is read at the same time, and one to spare. */
const writers = 6;

const silent = (): void => undefined;

/** The hub's own PostgreSQL, for writing. Queries of requests read through kit/database instead. */
export function connectStore(url: Secret): Knex {
  const connection = {
    connectionString: url.reveal(),
    application_name: 'customer-hub-sync',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // statements that do not wait for each other go out together (store/prepared.ts)
    pipeline: true,
  };
  return knex({
    client: 'pg',
    connection,
    pool: { min: 0, max: writers },
    acquireConnectionTimeout: 60_000,
    // knex would write to stdout, which is for data; whatever matters is thrown.
    log: { debug: silent, deprecate: silent, error: silent, warn: silent },
  });
}
