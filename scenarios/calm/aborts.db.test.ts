import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { openDatabase } from '../../kit/database/open-database.ts';
import { Secret } from '../../kit/env/secret.ts';
import { protectDatabase } from '../../kit/protect/protect-database.ts';
import { createMariaDbTestDatabase, createTestDatabase } from '../../kit/test-servers/test-database.ts';
import { startDemoGraph } from '../graph/graph.ts';

/** More for whoever wants to be sure: CALM_ABORTS=500 npx vitest run scenarios/calm/aborts.db.test.ts */
const aborts = Number(process.env['CALM_ABORTS'] ?? '100');
const atOnce = 25;

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: aborts on MariaDB, no mariadbd on this machine\n');

interface Observed {
  readonly url: string;
  /** Statements of others that run there now. */
  active(): Promise<number>;
  /** A statement that waits for a minute. */
  readonly waits: string;
  end(): Promise<void>;
}

async function observePostgres(): Promise<Observed> {
  const database = await createTestDatabase('aborts');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const text = `select count(*) as n from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`;
  return {
    url: database.url,
    active: async () => Number((await client.query<{ n: string }>(text)).rows[0]?.n),
    waits: 'select pg_sleep(60)',
    end: async () => {
      await client.end();
      await database.drop();
    },
  };
}

async function observeMariaDb(server: string): Promise<Observed> {
  const database = await createMariaDbTestDatabase('aborts', server);
  const client = await createConnection(database.url);
  // Not sleep(): all that sleep on a MariaDB share one mutex, and a KILL that finds it taken waits for up to 2 s.
  await client.query("select get_lock('held', 0)");
  const text = `select count(*) as n from information_schema.processlist where db = '${database.name}' and command = 'Query' and id <> connection_id()`;
  return {
    url: database.url,
    active: async () => {
      const [rows] = await client.query(text);
      return Number((rows as { n: number }[])[0]?.n);
    },
    waits: "select get_lock('held', 60)",
    end: async () => {
      await client.end();
      await database.drop();
    },
  };
}

/** Milliseconds until nothing runs any more. On a quiet machine well below the second that is the goal. */
async function untilQuiet(active: () => Promise<number>): Promise<number> {
  const from = performance.now();
  await expect.poll(active, { timeout: 20_000, interval: 20 }).toBe(0);
  return performance.now() - from;
}

const products: readonly [string, () => Promise<Observed>][] = [
  ['PostgreSQL', observePostgres],
  ...(mariadb === null ? [] : [['MariaDB', () => observeMariaDb(mariadb)] satisfies [string, () => Promise<Observed>]]),
];

describe.each(products)('%s', (product, observe) => {
  test(`${aborts} statements whose clients leave are stopped there`, { timeout: 120_000 }, async () => {
    const observed = await observe();
    const log = pino({ level: 'silent' });
    const inner = openDatabase({
      system: 'shop',
      url: new Secret(observed.url),
      connections: 8,
      connectTimeoutMs: 5_000,
    });
    const protection = { system: 'shop', log, connections: 8, waiting: 500, statementTimeoutMs: 60_000 };
    const database = protectDatabase(inner, protection);
    let seen = 0;
    let cancelled = 0;
    for (let done = 0; done < aborts; done += atOnce) {
      const clients = Array.from({ length: atOnce }, () => new AbortController());
      const asked = clients.map(({ signal }) =>
        database
          .query({ sql: observed.waits, bindings: [] }, { signal, timeoutMs: 60_000 })
          .catch(() => (cancelled += 1)),
      );
      await expect.poll(observed.active, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
      seen += await observed.active();
      for (const client of clients) client.abort();
      await Promise.all(asked);
    }
    const ms = await untilQuiet(observed.active);
    process.stderr.write(`${product}: quiet ${ms.toFixed(0)} ms after the last of ${aborts} aborts\n`);
    expect(cancelled).toBe(aborts);
    expect(seen).toBeGreaterThanOrEqual(aborts / atOnce);
    expect(
      await database.query(
        { sql: 'select 1 as one', bindings: [] },
        { signal: new AbortController().signal, timeoutMs: 5_000 },
      ),
    ).toEqual([{ one: '1' }]);
    await database.close();
    await observed.end();
  });
});

describe('the whole graph', () => {
  let stop = (): Promise<void> => Promise.resolve();
  afterAll(() => stop());

  test(`${aborts} clients that leave leave nothing behind in a legacy database`, { timeout: 240_000 }, async () => {
    const graph = await startDemoGraph('aborts_', { customers: 60 });
    stop = () => graph.stop();
    const url = new URL(graph.adminUrl);
    url.pathname = '/aborts_desk';
    const connect = async (): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      return client;
    };
    const [locker, observer] = [await connect(), await connect()];
    const active = async (): Promise<number> => {
      const { rows } = await observer.query<{ n: string }>(
        `select count(*) as n from pg_stat_activity where datname = current_database() and state = 'active' and application_name = 'customer-hub'`,
      );
      return Number(rows[0]?.n);
    };
    const { data } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(
      '{ customers(first: 50) { nodes { id accounts { system } tickets { nodes { id } } } } }',
    );
    const body = JSON.stringify({
      query: '{ customers(first: 50) { nodes { id tickets { nodes { id } } } } }',
    });
    expect(data.customers.nodes).toHaveLength(50);
    await locker.query('begin; lock table t_gd in access exclusive mode');
    let seen = 0;
    for (let done = 0; done < aborts; done += atOnce) {
      const clients = Array.from({ length: atOnce }, () => new AbortController());
      const headers = { 'content-type': 'application/json' };
      const asked = clients.map(({ signal }) =>
        fetch(graph.url, { method: 'POST', headers, body, signal }).then(
          (response) => response.text(),
          () => null,
        ),
      );
      await expect.poll(active, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
      seen += 1;
      for (const client of clients) client.abort();
      await Promise.all(asked);
    }
    const ms = await untilQuiet(active);
    process.stderr.write(`the whole graph: quiet ${ms.toFixed(0)} ms after the last of ${aborts} aborts\n`);
    expect(seen).toBe(aborts / atOnce);
    await locker.query('rollback');
    const after = await graph.ask<unknown>('{ customers(first: 50) { nodes { id tickets { nodes { id } } } } }');
    expect(after.errors).toEqual([]);
    await Promise.all([locker.end(), observer.end()]);
  });
});
