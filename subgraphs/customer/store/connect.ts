import knex, { type Knex } from 'knex';
import type { Secret } from '../../../kit/env/secret.ts';

/** Connections for migrating and syncing: the lock, one per source that is read at the same time, and one to spare. */
const writers = 6;

const silent = (): void => undefined;

/** Limits of the database that are for those who forget a transaction: ours waits while systems are read and accounts matched. */
const withoutLimits = `select set_config(name, '0', false) from pg_settings
  where name in ('idle_in_transaction_session_timeout', 'statement_timeout', 'transaction_timeout')`;

interface Session {
  query(sql: string, done: (error: Error | null) => void): void;
}

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
    pool: {
      min: 0,
      max: writers,
      afterCreate: (session: Session, done: (error: Error | null) => void) => {
        session.query(withoutLimits, done);
      },
    },
    acquireConnectionTimeout: 60_000,
    // knex would write to stdout, which is for data; whatever matters is thrown.
    log: { debug: silent, deprecate: silent, error: silent, warn: silent },
  });
}
