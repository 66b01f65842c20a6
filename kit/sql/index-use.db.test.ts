import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { Secret } from '../env/secret.ts';
import { instant, key, relation } from '../relation.ts';
import { createMariaDbTestDatabase, createTestDatabase, type TestDatabase } from '../test-servers/test-database.ts';
import { compose } from './compose.ts';
import { sqlDialect } from './dialects/of.ts';
import type { Plan } from './plan.ts';
import { shapeOf } from './shape.ts';

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: use of indexes in MariaDB, no mariadbd on this machine\n');

const visits = relation({
  name: 'visits',
  description: 'Test.',
  key: ['visit_id'],
  columns: { visit_id: key.required('Visit.'), account_id: key.required('Account.'), at: instant.required('When.') },
});

const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)`;
const products = [
  {
    name: 'PostgreSQL',
    make: () => createTestDatabase('indexes'),
    create: `create table visit (id int primary key, acct int, code varchar(20) collate "unicode", a smallint, b char(4), at timestamp);
      insert into visit ${numbers} select i, i % 2000, 'C-' || (i % 2000), i % 50, 'B' || (i % 40), timestamp '2024-01-01' + i * interval '1 minute' from n;
      create index on visit (acct, at desc); create index on visit (code); create index on visit (a, b); analyze visit`,
    scans: /Seq Scan/,
  },
  {
    name: 'MariaDB',
    make: mariadb === null ? null : () => createMariaDbTestDatabase('indexes', mariadb),
    create: `create table visit (id int primary key, acct int, code varchar(20) collate utf8mb4_unicode_ci, a smallint, b char(4), at datetime,
        index (acct, at), index (code), index (a, b)) ;
      set session max_recursive_iterations = 100000;
      insert into visit ${numbers} select i, i % 2000, concat('C-', i % 2000), i % 50, concat('B', i % 40), timestamp '2024-01-01 00:00:00' + interval i minute from n;
      analyze table visit`,
    scans: /"table_name": "visit",\s*"access_type": "(ALL|index)"/,
  },
];

describe.each(products)('$name', (product) => {
  if (!product.make) {
    test.skip('no server on this machine', () => undefined);
    return;
  }
  const make = product.make;
  let made: TestDatabase;
  let database: Database;
  const options = { timeoutMs: 10_000, signal: new AbortController().signal };
  beforeAll(async () => {
    made = await make();
    await made.run(product.create);
    database = openDatabase({ system: 'test', url: new Secret(made.url), connections: 2, connectTimeoutMs: 2000 });
  });
  afterAll(async () => {
    await database.close();
    await made.drop();
  });

  const explain = async (keys: string, plan: Omit<Plan, 'relation'>): Promise<string> => {
    const mapping = `select ${keys}, at from visit`;
    const statement = compose(
      { ...plan, relation: visits } as Plan,
      {
        system: 'test',
        dialect: sqlDialect(database.dialect),
        mapping,
        shape: shapeOf(visits, await database.describe(mapping, options)),
        timeZone: 'UTC',
        rowLimit: 1000,
      },
      [],
    );
    if (!statement) throw new Error('no statement');
    return database.explain(statement, options);
  };
  const newest = [{ column: 'at', direction: 'desc' }] as const;

  test.each([
    ['a number', 'id as visit_id, acct as account_id', ['17', '18', '19']],
    ['text', 'id as visit_id, code as account_id', ['C-17', 'C-18']],
    ['a composite key', 'id as visit_id, a as account_id_1, b as account_id_2', ['17~B17', '18~B18']],
  ] as const)('lookups by %s use the index of the system', async (_, keys, wanted) => {
    const by = { column: 'account_id', keys: wanted };
    for (const plan of [
      { kind: 'rows', columns: ['at'], by },
      { kind: 'rows', columns: ['at'], by, order: newest, first: 3 },
      {
        kind: 'rows',
        columns: ['at'],
        by: { column: 'account_id', keys: wanted.slice(0, 1) },
        order: newest,
        first: 3,
      },
      { kind: 'count', by },
    ] as Omit<Plan, 'relation'>[]) {
      const text = await explain(keys, plan);
      expect(text).toMatch(/visit/);
      expect(text, text).not.toMatch(product.scans);
    }
  });

  test('a lookup of rows by their own key uses the index', async () => {
    const plan = { kind: 'rows', columns: ['at'], by: { column: 'visit_id', keys: ['5', '6'] } } as Omit<
      Plan,
      'relation'
    >;
    expect(await explain('id as visit_id, acct as account_id', plan)).not.toMatch(product.scans);
  });

  test('without an index the scan is seen, so that these tests can fail', async () => {
    const plan = { kind: 'rows', columns: ['at'], by: { column: 'account_id', keys: ['5', '6'] } } as Omit<
      Plan,
      'relation'
    >;
    expect(await explain('id as visit_id, acct + 0 as account_id', plan)).toMatch(product.scans);
  });
});
