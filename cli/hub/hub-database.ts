import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { Secret } from '../../kit/env/secret.ts';

/** The hub's own database in the embedded PostgreSQL. */
const name = 'customer_hub';

export interface HubServer {
  /** Superuser. */
  readonly adminUrl: Secret;
  /** URL of the hub's own database in it; the database is made when it is not there. */
  ownDatabase(): Promise<Secret>;
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL of a data folder. */
export async function startServer(dataDir: string): Promise<HubServer> {
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  return {
    adminUrl: new Secret(server.url('postgres')),
    ownDatabase: () => ownDatabase(server),
    stop: () => server.stop(),
  };
}

/** The URL of the hub's own database in that server; the database is made when it is not there. */
async function ownDatabase(server: EmbeddedPostgres): Promise<Secret> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return new Secret(server.url(name));
}
