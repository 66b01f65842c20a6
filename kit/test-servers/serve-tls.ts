import { chmod, chown, copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedPostgres } from '../database/embedded-postgres.ts';
import type { Certificate } from './certificate.ts';

/** Lets a PostgreSQL take connections over TLS beside the others. The key must be the server's own, and in its folder. */
export async function serveTls(server: EmbeddedPostgres, dataDir: string, made: Certificate): Promise<void> {
  const cluster = join(dataDir, 'cluster');
  const { uid, gid } = await stat(cluster);
  for (const file of [made.certificate, made.key]) {
    const own = join(cluster, file === made.key ? 'server.key' : 'server.crt');
    await copyFile(file, own);
    await chown(own, uid, gid);
    await chmod(own, 0o600);
  }
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query('alter system set ssl = on');
  await client.query('select pg_reload_conf()');
  await client.end();
}
