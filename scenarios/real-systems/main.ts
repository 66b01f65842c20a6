/**
 * The company of real systems for somebody who wants to try the hub on it. Prints the environment variables of the five
 * sources on stdout, for `eval` or an env file.
 *   node bin/run.mjs scenarios/real-systems/main.ts      starts a PostgreSQL and a MariaDB of its own, loads the systems,
 *                                                        and stays up until Ctrl-C
 *   REAL_SYSTEMS_ADMIN_URL=mysql://... (same command)    loads the four of MariaDB into that server, whole, and ends
 */
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { startMariaDb } from '../../kit/test-servers/mariadb.ts';
import { loadAdventureWorks } from '../adventureworks/load.ts';
import { loadRealSystems } from './load.ts';

const adminUrl = process.env['REAL_SYSTEMS_ADMIN_URL'];
const dataDir = join(process.env['HUB_DATA_DIR'] ?? '.hub', 'adventureworks');

const mariadb = adminUrl === undefined ? await startMariaDb() : null;
const urls = await loadRealSystems(adminUrl ?? mariadb?.url ?? null, {
  tables: adminUrl === undefined ? 'mapped' : 'all',
});
for (const [system, url] of Object.entries(urls ?? {}))
  process.stdout.write(`export ${system.toUpperCase()}_DATABASE_URL=${url}\n`);

if (adminUrl === undefined) {
  const postgres = await startEmbeddedPostgres({ dataDir });
  const adventureworks = await loadAdventureWorks(postgres.url('postgres'));
  if (adventureworks !== null) process.stdout.write(`export ADVENTUREWORKS_DATABASE_URL=${adventureworks}\n`);
  if (urls !== null || adventureworks !== null) {
    process.stderr.write('The systems are up; Ctrl-C ends them.\n');
    // The servers are no children that keep this process alive.
    const alive = setInterval(() => undefined, 60_000);
    await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
    clearInterval(alive);
  }
  await Promise.all([postgres.stop(), mariadb?.stop()]);
}
if (urls === null) process.exitCode = 1;
