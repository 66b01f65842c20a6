/**
 * AdventureWorks for somebody who wants to try the hub on it. Prints the environment variable of the source on stdout.
 *   node bin/run.mjs scenarios/adventureworks/main.ts                   starts an embedded PostgreSQL in .hub/adventureworks
 *                                                                      and keeps it up until Ctrl-C
 *   ADVENTUREWORKS_ADMIN_URL=postgres://... (same command)              loads into that server and ends
 */
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { loadAdventureWorks } from './load.ts';

const adminUrl = process.env['ADVENTUREWORKS_ADMIN_URL'];
const dataDir = join(process.env['HUB_DATA_DIR'] ?? '.hub', 'adventureworks');

const server = adminUrl === undefined ? await startEmbeddedPostgres({ dataDir }) : null;
const url = await loadAdventureWorks(adminUrl ?? server?.url('postgres') ?? '');
if (url === null) process.exitCode = 1;
else process.stdout.write(`ADVENTUREWORKS_DATABASE_URL=${url}\n`);

if (server !== null && url !== null) {
  process.stderr.write('PostgreSQL is up; Ctrl-C ends it, the data stays.\n');
  // The server is no child that keeps this process alive.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
  clearInterval(alive);
}
await server?.stop();
