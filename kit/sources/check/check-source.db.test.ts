import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createRequestContext } from '../../context.ts';
import { openDatabase } from '../../database/open-database.ts';
import { Secret } from '../../env/secret.ts';
import { createLogger } from '../../log.ts';
import { temporaryFolder } from '../../test-servers/temporary-folder.ts';
import { createMariaDbTestDatabase, createTestDatabase } from '../../test-servers/test-database.ts';
import type { TestDatabase } from '../../test-servers/test-database.ts';
import { goodYaml, orders, relations } from '../fixtures/made-hub.ts';
import { loadSources } from '../load.ts';
import { openSource } from '../open-source.ts';
import type { CheckResult } from './check-result.ts';
import { checksToJson, hasErrors, renderChecks } from './check-result.ts';
import { checkSource } from './check-source.ts';

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: source check on MariaDB, no mariadbd on this machine\n');

interface Product {
  readonly name: string;
  readonly server: string | null;
  readonly make: () => Promise<TestDatabase>;
  readonly fill: string;
  readonly account: (database: string) => string;
  readonly instant: string;
}

/** 20,000 orders, `cust` indexed and `area` not; `area` numbers customers too. */
const products: readonly Product[] = [
  {
    name: 'PostgreSQL',
    server: inject('postgresUrl'),
    make: () => createTestDatabase('check'),
    fill: `create table ord (id int primary key, cust int not null, area int, dt timestamp not null, ymd int, st char(1), net numeric(12,2), flt float8, rem text);
      insert into ord select n, n % 500, n % 500, '2024-01-01'::timestamp + n * interval '1 minute', 20240101, substr('NSX', 1 + n % 3, 1), n / 100.0, n / 7.0, 'what?'
        from generate_series(1, 20000) n;
      create index on ord (cust);
      create table cust (id int, nam text, mail text);
      insert into cust select n, case when n % 4 = 0 then 'Anna ' || n end, null from generate_series(1, 40) n;
      insert into cust values (1, 'Twin', null), (null, 'Nobody', null);
      analyze;`,
    account: (database) =>
      `create role reader_${database} login password 'reader'; revoke create on schema public from public; grant select on all tables in schema public to reader_${database}`,
    instant: 'timestamp',
  },
  {
    name: 'MariaDB',
    server: mariadb,
    make: () => createMariaDbTestDatabase('check', mariadb ?? ''),
    fill: `create table ord (id int primary key, cust int not null, area int, dt datetime not null, ymd int, st char(1), net decimal(12,2), flt double, rem text, index (cust));
      insert into ord select seq, seq % 500, seq % 500, '2024-01-01' + interval seq minute, 20240101, substr('NSX', 1 + seq % 3, 1), seq / 100, seq / 7, 'what?' from seq_1_to_20000;
      create table cust (id int, nam text, mail text);
      insert into cust select seq, if(seq % 4 = 0, concat('Anna ', seq), null), null from seq_1_to_40;
      insert into cust values (1, 'Twin', null), (null, 'Nobody', null);
      analyze table ord, cust`,
    account: (database) =>
      `create user reader_${database} identified by 'reader'; grant select on ${database}.* to reader_${database}`,
    instant: 'datetime',
  },
];

const good = `select o.id as order_id, o.cust as account_id, o.dt as placed_at, o.net as total, o.rem as note,
  case o.st when 'N' then 'OPEN' when 'S' then 'SHIPPED' else null end as status from ord o`;

describe.each(products)('source check on $name', (product) => {
  let own: TestDatabase;
  let readerUrl = '';

  beforeAll(async () => {
    if (product.server === null) return;
    own = await product.make();
    await own.run(product.fill);
    await own.run(product.account(own.name));
    const url = new URL(own.url);
    [url.username, url.password] = [`reader_${own.name}`, 'reader'];
    readerUrl = url.href;
  });

  afterAll(async () => {
    if (product.server === null) return;
    await own.run(
      product.name === 'PostgreSQL'
        ? `drop owned by reader_${own.name}; drop role reader_${own.name}`
        : `drop user reader_${own.name}`,
    );
    await own.drop();
  });

  async function check(
    files: Readonly<Record<string, string>>,
    options: { url?: string; yaml?: string } = {},
  ): Promise<CheckResult[]> {
    const folder = temporaryFolder({ 'source.yaml': goodYaml + (options.yaml ?? ''), 'orders.sql': good, ...files });
    const { sources, problems } = loadSources([folder], relations);
    expect(problems).toEqual([]);
    const [definition] = sources;
    if (!definition) throw new Error('not loaded');
    const url = new Secret(options.url ?? readerUrl);
    const database = openDatabase({ system: definition.system, url, connections: 1, connectTimeoutMs: 2000 });
    const log = createLogger({ name: 'test', level: 'silent' });
    const source = openSource(definition, { url, relations: [...relations.values()].flat(), log });
    try {
      const context = createRequestContext({ requestId: 'check', timeoutMs: 30_000 });
      return await checkSource(definition, { relations, database, source, context });
    } finally {
      await source.close();
      await database.close();
    }
  }

  const failed = (results: readonly CheckResult[]): string[] =>
    results.flatMap((r) =>
      r.problem
        ? [`${r.status} ${r.check} ${r.problem.line}:${r.problem.column} ${r.problem.expected} | ${r.problem.found}`]
        : [],
    );

  const run = test.skipIf(product.server === null);

  run('a good source passes every check', async () => {
    const results = await check({});
    expect(failed(results)).toEqual([]);
    expect(results.map((r) => `${r.relation ?? ''} ${r.check} ${r.status}`)).toEqual([
      ' connection ok',
      ' read-only ok',
      ' read-only ok',
      'orders parses ok',
      'orders columns ok',
      'orders key ok',
      'orders pushed-down ok',
      'orders sample ok',
    ]);
    expect(results.map((r) => r.note)).toContain('unique and complete in 20000 rows');
    expect(hasErrors(results)).toBe(false);
  });

  run('an account that can write is an error, or a warning when the source says that it is known', async () => {
    const refused = await check({}, { url: own.url });
    expect(failed(refused)).toEqual([
      expect.stringContaining('error read-only 1:1 an account that may only read | the account may write: '),
    ]);
    expect(refused.find((r) => r.check === 'sample')).toMatchObject({ status: 'skipped' });
    const known = await check({}, { url: own.url, yaml: 'allowWritableAccount: true\n' });
    expect(failed(known)).toEqual([expect.stringContaining('warning read-only')]);
    // The session refuses even though the account could.
    expect(
      known
        .filter((r) => r.check === 'read-only')
        .map((r) => r.note)
        .join(),
    ).toContain('a write was refused');
    expect(hasErrors(known)).toBe(false);
  });

  run('SQL that the database does not understand is reported where it is', async () => {
    const results = await check({
      'orders.sql': `-- orders\nselect o.id as order_id, o.cust as account_id,\n  o.nope as placed_at from ord o`,
    });
    const [line] = failed(results);
    expect(failed(results)).toHaveLength(1);
    expect(line).toContain(product.name === 'PostgreSQL' ? 'error parses 3:3 SQL that' : 'error parses 2:1 SQL that');
    expect(line).toContain('nope');
  });

  run('types that do not fit say how to convert them', async () => {
    const results = await check({
      'orders.sql': `select id as order_id, cust as account_id, ymd as placed_at,\n st as due_on, flt as total, rem as line_count, rem as is_paid, ymd as status from ord`,
    });
    expect(failed(results).map((l) => l.replace(/ \|.*/, ''))).toEqual([
      'error columns 1:51 placed_at: a date with time',
      'error columns 2:8 due_on: a date',
      'warning columns 2:23 total: an exact decimal number',
      'error columns 2:37 line_count: a whole number',
      'warning columns 2:56 is_paid: a boolean, or 0 and 1',
      'error columns 2:72 status: a text with one of the listed codes',
    ]);
    for (const r of results) if (r.problem) expect(r.problem.action).toContain('convert it, for example ');
    expect(results.filter((r) => r.status === 'skipped')).toHaveLength(3);
  });

  run('keys that are null or not unique are errors', async () => {
    const results = await check({ 'customers.sql': 'select id as account_id, nam as name from cust' });
    const problems = failed(results).filter((l) => l.includes(' key '));
    expect(problems).toEqual([
      'error key 1:14 account_id is never null | 1 nulls in 42 rows',
      'error key 1:14 one row per account_id | 1 keys stand for 2 rows, in 42 rows',
    ]);
  });

  run('a customers feed without names is a warning that gives the shares', async () => {
    const results = await check({
      'customers.sql': 'select id as account_id, nam as name, mail as email from cust where id > 1',
    });
    expect(failed(results)).toEqual([
      'warning feed 1:1 a name for most accounts | of 39 accounts 26 % have a name, 0 % an e-mail address, 0 % a phone number',
    ]);
  });

  run('a predicate that no index serves is a warning on a large table', async () => {
    const results = await check({ 'orders.sql': good.replace('o.cust as', 'o.area as') });
    expect(failed(results)).toEqual([
      expect.stringContaining('warning pushed-down 1:36 an index that serves account_id | o'),
    ]);
  });

  run('codes that the mapping does not know are a warning', async () => {
    const results = await check({
      'orders.sql': good.replace("case o.st when 'N' then 'OPEN' when 'S' then 'SHIPPED' else null end", 'o.st'),
    });
    expect(failed(results)).toEqual([
      'warning sample 2:11 status is one of OPEN, SHIPPED | UNKNOWN in 200 of 200 rows',
    ]);
  });

  run('a null in the place of a column, and signs of placeholders in texts', async () => {
    const sql = good.replace('o.rem as note', `'what? $1 :x' as note, null as due_on, null as line_count`);
    const results = await check({ 'orders.sql': sql });
    expect(failed(results)).toEqual([]);
    expect(results.find((r) => r.check === 'sample')?.note).toBe('200 rows decode');
  });

  run('signs of placeholders in texts do not disturb the values that the hub binds', async () => {
    const sql = good.replace('o.rem as note', `'what? $1 :x' as note`);
    const jsonb = sql.replace('from ord o', `from ord o where jsonb_build_object('a', 1) ? 'a'`);
    const isPostgres = product.name === 'PostgreSQL';
    const folder = temporaryFolder({ 'source.yaml': goodYaml, 'orders.sql': isPostgres ? jsonb : sql });
    const [definition] = loadSources([folder], relations).sources;
    if (!definition) throw new Error('not loaded');
    const log = createLogger({ name: 'test', level: 'silent' });
    const source = openSource(definition, { url: new Secret(readerUrl), relations: [orders], log });
    try {
      const context = createRequestContext({ requestId: 'check', timeoutMs: 30_000 });
      const by = { column: 'order_id', keys: ['7'] };
      const [found] = await source.rows(
        { kind: 'rows', relation: orders, columns: ['account_id', 'note'], by },
        context,
      );
      expect(found?.row).toMatchObject({ account_id: '7', note: 'what? $1 :x' });
    } finally {
      await source.close();
    }
  });

  run('a composite key is checked as a whole', async () => {
    const results = await check({
      'orders.sql': good.replace('o.id as order_id', 'o.id as order_id_1, o.area as order_id_2'),
    });
    expect(failed(results)).toEqual([]);
  });

  run('a system that does not answer is one error that names the variable', async () => {
    const results = await check({}, { url: readerUrl.replace(/:\d+\//, ':1/') });
    expect(results).toMatchObject([
      {
        check: 'connection',
        status: 'error',
        problem: { action: expect.stringContaining('OLD_CRM_DATABASE_URL') as string },
      },
    ]);
    expect(JSON.stringify(results)).not.toContain('reader_');
  });

  run('text and JSON of the results', async () => {
    const results = await check({ 'orders.sql': good.replace('o.cust as', 'o.area as') });
    expect(renderChecks(results)).toContain('WARNING  old-crm/orders.sql  pushed-down  ');
    expect(renderChecks(results)).toMatch(/7 ok, 1 warnings, 0 errors, 0 skipped\.\n$/);
    expect(checksToJson(results)).toMatchObject({
      counts: { ok: 7, warning: 1, error: 0, skipped: 0 },
      checks: { length: 8 },
    });
  });
});
