import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Secret } from '../env/secret.ts';
import { temporaryFolder } from '../test-servers/temporary-folder.ts';
import {
  createMariaDbTestDatabase,
  createTestDatabase,
  mariadbTlsUrl,
  tlsUrl,
  type TestDatabase,
} from '../test-servers/test-database.ts';
import type { Database, QueryOptions, RawRow } from './database.ts';
import { openDatabase } from './open-database.ts';

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: MariaDB database tests, no mariadbd on this machine\n');

export const options = (timeoutMs = 5000, signal: AbortSignal = new AbortController().signal): QueryOptions => ({
  timeoutMs,
  signal,
});
const open = (url: string, connections = 2): Database =>
  openDatabase({ system: 'test', url: new Secret(url), connections, connectTimeoutMs: 2000 });

interface Product {
  readonly name: string;
  readonly server: string | null;
  readonly make: (name: string) => Promise<TestDatabase>;
  readonly create: string;
  readonly account: (database: string) => string;
  readonly sleep: string;
  readonly running: string;
  readonly sideEffect: string;
}

const ofPostgres: Product = {
  name: 'PostgreSQL',
  server: inject('postgresUrl'),
  make: (name) => createTestDatabase(name),
  create: `create table t (id int primary key, name text, amount numeric(10,2), at timestamptz, ok boolean);
    insert into t values (1, 'Zoë 王', 12.50, '2024-03-01 10:00:00.25+02', true), (2, null, null, null, false);
    create function intrude() returns int language plpgsql as 'begin insert into t (id) values (99); return 1; end'`,
  account: (
    database,
  ) => `create role reader_${database} login password 'reader'; revoke create on schema public from public;
    grant select on all tables in schema public to reader_${database}`,
  sleep: 'select pg_sleep(20)',
  running: `select count(*)::int as n from pg_stat_activity where query like '%pg_sleep(20)%' and state = 'active' and pid <> pg_backend_pid()`,
  sideEffect: 'select intrude() as v',
};

const ofMariaDb: Product = {
  name: 'MariaDB',
  server: mariadb,
  make: (name) => createMariaDbTestDatabase(name, mariadb ?? ''),
  create: `create table t (id int primary key, name text, amount decimal(10,2), at datetime(2), ok bit(1));
    insert into t values (1, 'Zoë 王', 12.50, '2024-03-01 08:00:00.25', 1), (2, null, null, null, 0);
    create function intrude() returns int modifies sql data begin insert into t (id) values (99); return 1; end`,
  account: (database) =>
    `create user reader_${database} identified by 'reader'; grant select, execute on ${database}.* to reader_${database}`,
  sleep: 'select sleep(20)',
  running: `select count(*) as n from information_schema.processlist where info like '%sleep(20)%' and command = 'Query' and id <> connection_id()`,
  sideEffect: 'select intrude() as v',
};

const overTls = { postgres: tlsUrl('verify-full'), mariadb: mariadbTlsUrl() };
if (inject('certificate') === null)
  process.stderr.write('SKIPPED: database tests over TLS, no openssl on this machine\n');

const products: readonly Product[] = [
  ofPostgres,
  {
    ...ofPostgres,
    name: 'PostgreSQL over TLS',
    server: overTls.postgres,
    make: (name) => createTestDatabase(name, overTls.postgres ?? ''),
  },
  ofMariaDb,
  {
    ...ofMariaDb,
    name: 'MariaDB over TLS',
    server: overTls.mariadb,
    make: (name) => createMariaDbTestDatabase(name, overTls.mariadb ?? ''),
  },
];

describe.each(products)('$name', (product) => {
  if (product.server === null) {
    test.skip('no server on this machine', () => undefined);
    return;
  }
  let made: TestDatabase;
  let admin: Database;
  let reader: Database;
  beforeAll(async () => {
    made = await product.make('database');
    await made.run(product.create);
    await made.run(product.account(made.name));
    admin = open(made.url);
    const url = new URL(made.url);
    url.username = `reader_${made.name}`;
    url.password = 'reader';
    reader = open(url.href);
  });
  afterAll(async () => {
    await Promise.all([admin.close(), reader.close()]);
    await made.drop();
  });
  const running = async (): Promise<number> => Number((await made.run(product.running))[0]?.['n']);

  test('values come as text, as the database writes them', async () => {
    const rows = await reader.query(
      { sql: 'select id, name, amount, at, ok from t order by id', bindings: [] },
      options(),
    );
    expect(rows[0]).toMatchObject({ id: '1', name: 'Zoë 王', amount: '12.50' });
    expect(rows[0]?.['at']).toMatch(/^2024-03-01 08:00:00\.25(\+00)?$/);
    expect(['t', '1']).toContain(rows[0]?.['ok']);
    expect(rows[1]).toMatchObject({ id: '2', name: null, amount: null, at: null });
  });

  test('a SELECT is described without running it', async () => {
    const columns = await reader.describe('select id, name, amount, at from t -- no semicolon', options());
    expect(columns.map((c) => c.name)).toEqual(['id', 'name', 'amount', 'at']);
    expect(columns[0]?.type).toMatch(/^int(4)?$/);
    expect(columns[2]?.type).toMatch(/numeric|decimal/);
  });

  test('the server stops a statement that takes too long, and the connection is used again', async () => {
    const start = performance.now();
    await expect(reader.query({ sql: product.sleep, bindings: [] }, options(300))).rejects.toMatchObject({
      code: 'LEGACY_TIMEOUT',
    });
    expect(performance.now() - start).toBeLessThan(400);
    await expect.poll(running, { timeout: 1500 }).toBe(0);
    expect(await reader.query({ sql: 'select 1 as v', bindings: [] }, options())).toEqual([{ v: '1' }]);
  });

  test('when the caller leaves, the statement ends on the server within a second', async () => {
    const controller = new AbortController();
    const asked = reader.query({ sql: product.sleep, bindings: [] }, options(30_000, controller.signal));
    asked.catch(() => undefined);
    await expect.poll(running).toBe(1);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
    await expect.poll(running, { timeout: 1000 }).toBe(0);
  });

  test('callers that leave at any moment end their own statements only', async () => {
    const few = open(made.url, 4);
    const asked = Array.from({ length: 120 }, async (_, i) => {
      const controller = new AbortController();
      const { signal } = controller;
      const statement = { sql: i % 3 === 0 ? 'select 1 as v' : product.sleep, bindings: [] };
      const answer = few.query(statement, options(30_000, signal)).catch((error: unknown) => error);
      setTimeout(() => {
        controller.abort();
      }, i % 40);
      const next = few.query({ sql: 'select 2 as v', bindings: [] }, options(30_000));
      return [await answer, await next];
    });
    for (const [answer, next] of await Promise.all(asked)) {
      if (!Array.isArray(answer)) expect(answer).toMatchObject({ code: 'REQUEST_CANCELLED' });
      expect(next).toEqual([{ v: '2' }]);
    }
    await expect.poll(running, { timeout: 1000 }).toBe(0);
    await few.close();
  });

  test('waiting for a free connection ends with the caller too', async () => {
    const one = open(made.url, 1);
    const controller = new AbortController();
    const busy = one
      .query({ sql: product.sleep, bindings: [] }, options(30_000, controller.signal))
      .catch(() => 'stopped');
    await expect(one.query({ sql: 'select 1', bindings: [] }, options(200))).rejects.toMatchObject({
      code: 'LEGACY_TIMEOUT',
    });
    controller.abort();
    expect(await busy).toBe('stopped');
    expect(await one.query({ sql: 'select 1 as v', bindings: [] }, options())).toEqual([{ v: '1' }]);
    await one.close();
  });

  test.each(['reader', 'admin'] as const)('writing is refused: %s', async (who) => {
    const database = who === 'reader' ? reader : admin;
    const attempts = [
      'insert into t (id) values (77)',
      "update t set name = 'x'",
      'delete from t',
      'create table u (id int)',
      'drop table t',
    ];
    for (const sql of [...attempts, product.sideEffect])
      await expect(database.query({ sql, bindings: [] }, options()), sql).rejects.toMatchObject({
        code: 'LEGACY_UNAVAILABLE',
      });
    await expect(database.query({ sql: 'select 1 as v; delete from t', bindings: [] }, options())).rejects.toThrow();
    expect(await made.run('select count(*) as n from t')).toMatchObject([
      { n: expect.toSatisfy((n) => Number(n) === 2) as unknown },
    ]);
  });

  test('rights to write are found, and their absence too', async () => {
    expect(await reader.writeRights(options())).toEqual([]);
    expect((await admin.writeRights(options())).length).toBeGreaterThan(0);
    const name = `reader_${made.name}`;
    await made.run(`grant insert on t to ${name}`);
    expect(await reader.writeRights(options())).toEqual([expect.stringMatching(/^INSERT on .*\bt$/)]);
    await made.run(`revoke insert on t from ${name}`);
  });

  test('a stream gives every row once in batches, and may be left early', async () => {
    const numbers =
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 950) select i from n order by i';
    const batches: (readonly RawRow[])[] = [];
    for await (const batch of reader.stream({ sql: numbers, bindings: [] }, { ...options(), batchSize: 100 }))
      batches.push(batch);
    expect(batches.map((b) => b.length)).toEqual([100, 100, 100, 100, 100, 100, 100, 100, 100, 50]);
    expect(batches.flat().map((r) => Number(r['i']))).toEqual(Array.from({ length: 950 }, (_, i) => i + 1));
    for await (const batch of reader.stream({ sql: numbers, bindings: [] }, { ...options(), batchSize: 10 })) {
      expect(batch.length).toBe(10);
      break;
    }
    expect(await reader.query({ sql: 'select 1 as v', bindings: [] }, options())).toEqual([{ v: '1' }]);
  });

  test('SQL that the server refuses and a server that is not there are told apart in the log, not in public', async () => {
    await expect(reader.query({ sql: 'select nothing from nowhere', bindings: [] }, options())).rejects.toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
      message: 'System test refused the statement.',
      cause: { message: expect.stringContaining('nowhere') as unknown },
    });
    const url = new URL(made.url);
    url.port = '1';
    const away = open(url.href);
    await expect(away.query({ sql: 'select 1', bindings: [] }, options())).rejects.toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
      message: 'System test could not be reached.',
    });
    await away.close();
  });
});

test('a URL of another kind is refused without being shown', () => {
  expect(() => open('oracle://scott:tiger@db.example.com')).toThrow(/must begin with postgres:\/\/.*found "oracle:"$/);
  expect(() => open('not a url')).toThrow(/found no scheme/);
});

test('SQLite without its package says what to install', () => {
  expect(() => open(`sqlite:${join(temporaryFolder(), 'x.db')}`)).toThrow(/npm install better-sqlite3/);
});
