import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDemo } from '../../demo/create.ts';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { createTestDatabase } from '../../kit/test-servers/test-database.ts';
import { openDemoHub } from './demo-hub.ts';

type Env = Readonly<Record<string, string>>;

export interface DemoWorld {
  /** URLs of the hub's database and of the demo company's. */
  readonly env: Env;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own with the demo company, synced; servers of the benchmark read it from their own processes. */
export async function demoWorld(customers: number, signal: AbortSignal): Promise<DemoWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, throwAway: true });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const env = await fill(postgres.url('postgres'), { customers, truthFolder: join(dataDir, 'truth'), signal });
    await vacuumAll((database) => postgres.url(database));
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(
  adminUrl: string,
  { customers, truthFolder, signal }: { customers: number; truthFolder: string; signal: AbortSignal },
): Promise<Env> {
  const database = await createTestDatabase('bench', adminUrl);
  const { connections } = await createDemo({
    adminUrl,
    customers,
    seed: 7,
    databasePrefix: 'bench_',
    truthFolder,
    signal,
  });
  const env = { ...connections, HUB_DATABASE_URL: database.url };
  const hub = await openDemoHub(env);
  try {
    await hub.sync({ signal });
  } finally {
    await hub.stop();
  }
  return env;
}

/** What autovacuum, which a throw-away server has not, does to a database in its first minutes. */
async function vacuumAll(urlOf: (database: string) => string): Promise<void> {
  const inside = async <T>(database: string, ask: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: urlOf(database) });
    await client.connect();
    try {
      return await ask(client);
    } finally {
      await client.end();
    }
  };
  const { rows } = await inside('postgres', (client) =>
    client.query<{ name: string }>('select datname as name from pg_database where datallowconn and not datistemplate'),
  );
  for (const { name } of rows) await inside(name, (client) => client.query('vacuum (analyze)'));
}
