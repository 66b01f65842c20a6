import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { Secret } from '../../kit/env/secret.ts';

/** The hub's own database in the embedded PostgreSQL. */
const name = 'customer_hub';

/** Starts the embedded PostgreSQL of a data folder. */
export function startServer(dataDir: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
}

/** The URL of the hub's own database in that server; the database is made when it is not there. */
export async function ownDatabase(server: EmbeddedPostgres): Promise<Secret> {
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
