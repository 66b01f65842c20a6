import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { makeCertificate } from './certificate.ts';
import { startMariaDb } from './mariadb.ts';
import { serveTls } from './serve-tls.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser on a throw-away PostgreSQL, database `postgres`. Make your own databases: `createTestDatabase`. */
    postgresUrl: string;
    /** All rights on a throw-away MariaDB, no database; null when this machine has no MariaDB. */
    mariadbUrl: string | null;
    /** File of the certificate with which both take TLS too; null when this machine has no OpenSSL to make one. */
    certificate: string | null;
    /** Which engine gateways under test have. */
    gatewayEngine: 'apollo' | 'hub';
  }
}

/**
 * Starts the database servers that tests share, and gives tests and what they start a TMPDIR of their own. Ends and removes
 * all after the last test; fails the run when anybody left something in that folder.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = await mkdtemp(join(tmpdir(), 'hub-tests-'));
  // Other accounts may pass, as they may pass the one of the system: PostgreSQL does not run as root.
  await chmod(temporary, 0o711);
  process.env['TMPDIR'] = temporary;
  const dataDir = await mkdtemp(join(temporary, 'postgres-'));
  const made = await makeCertificate(join(dataDir, 'tls'));
  const [postgres, mariadb] = await Promise.all([
    startEmbeddedPostgres({ dataDir, throwAway: true }),
    startMariaDb(made),
  ]);
  if (made) await serveTls(postgres, dataDir, made);
  project.provide('certificate', made?.certificate ?? null);
  project.provide('postgresUrl', postgres.url('postgres'));
  project.provide('mariadbUrl', mariadb?.url ?? null);
  return async () => {
    await Promise.all([postgres.stop(), mariadb?.stop()]);
    await rm(dataDir, { recursive: true, force: true });
    // Those of temporaryFolder() are there when every test of a file was skipped, and with them the hook that removes them.
    const left = (await readdir(temporary)).filter((name) => !name.startsWith('hub-test-'));
    await rm(temporary, { recursive: true, force: true });
    if (left.length === 0) return;
    // Vitest only logs what a teardown throws.
    process.exitCode = 1;
    throw new Error(
      `Tests must leave nothing in the temporary folder, and left ${String(left.length)}: ${left.slice(0, 20).join(', ')}. ` +
        'Make such folders with temporaryFolder() (kit/test-servers/temporary-folder.ts), which removes them.',
    );
  };
}
