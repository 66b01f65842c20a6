import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly name: string;
  /** URL with all rights. */
  readonly url: string;
  /** Runs statements, several at once too; rows of the last one that has any. */
  run(sql: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

const unique = (name: string): string => `${name.replaceAll(/\W/g, '_')}_${randomBytes(4).toString('hex')}`;

/** The shared test PostgreSQL over TLS, or null when this machine could not make its certificate. */
export function tlsUrl(sslmode: string, rootCertificate = inject('certificate')): string | null {
  if (rootCertificate === null) return null;
  const url = new URL(inject('postgresUrl'));
  url.hostname = 'localhost';
  url.search = new URLSearchParams({ sslmode, sslrootcert: rootCertificate }).toString();
  return url.href;
}

/** The shared test MariaDB over TLS, or null when this machine has none or could not make its certificate. */
export function mariadbTlsUrl(rootCertificate = inject('certificate')): string | null {
  const server = inject('mariadbUrl');
  if (server === null || rootCertificate === null) return null;
  const url = new URL(server);
  url.hostname = 'localhost';
  url.search = new URLSearchParams({
    ssl: JSON.stringify({ ca: readFileSync(rootCertificate, 'utf8'), verifyIdentity: true }),
  }).toString();
  return url.href;
}

/** An empty database of your own on the shared test PostgreSQL; drop it in `afterAll`. */
export async function createTestDatabase(name: string, server = inject('postgresUrl')): Promise<TestDatabase> {
  const own = unique(name);
  const url = urlOf(server, own);
  const run = async (at: string, sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: at });
    await client.connect();
    try {
      const results: unknown = await client.query(sql);
      const list = (Array.isArray(results) ? results : [results]) as pg.QueryResult<Record<string, unknown>>[];
      return list.findLast((r) => r.fields.length > 0)?.rows ?? [];
    } finally {
      await client.end();
    }
  };
  await run(server, `create database ${own}`);
  return {
    name: own,
    url,
    run: (sql) => run(url, sql),
    drop: async () => {
      await run(server, `drop database ${own} with (force)`);
    },
  };
}

/** The same on MariaDB; `server` is `inject('mariadbUrl')` after you have dealt with null. */
export async function createMariaDbTestDatabase(name: string, server: string): Promise<TestDatabase> {
  const own = unique(name);
  const url = urlOf(server, own);
  const run = async (at: string, sql: string): Promise<Record<string, unknown>[]> => {
    const connection = await createConnection({ uri: at, multipleStatements: true });
    try {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    } finally {
      await connection.end();
    }
  };
  await run(server, `create database ${own} character set utf8mb4`);
  return {
    name: own,
    url,
    run: (sql) => run(url, sql),
    drop: async () => {
      await run(server, `drop database ${own}`);
    },
  };
}
