import { mkdtemp, rm } from 'node:fs/promises';
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

/** Starts the database servers that tests share; ends them after the last test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-test-'));
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
  };
}
