import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Source } from '../source.ts';
import { context, makeMariaDb, makePostgres, open, sales, type Fixture } from './fixture.ts';

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: changed columns in MariaDB, no mariadbd on this machine\n');

const products = [
  {
    name: 'PostgreSQL',
    make: () => makePostgres(),
    wider: 'alter table sale alter id type bigint',
    letters: 'alter table sale alter acct type text',
  },
  {
    name: 'MariaDB',
    make: mariadb === null ? null : () => makeMariaDb(mariadb),
    wider: 'alter table sale modify id bigint not null',
    letters: 'alter table sale modify acct varchar(20) not null',
  },
];

const minute = 60_000;

describe.each(products)('$name', ({ make, wider, letters }) => {
  if (!make) {
    test.skip('no server on this machine', () => undefined);
    return;
  }
  let fixture: Fixture;
  let source: Source;
  let now = Date.now();
  beforeAll(async () => {
    fixture = await make();
    source = open({ url: fixture.readerUrl, clock: { now: () => now } });
  });
  afterAll(async () => {
    await source.close();
    await fixture.database.drop();
  });
  const by = async (column: 'sale_id' | 'account_id', key: string): Promise<number> => {
    const plan = { kind: 'rows', relation: sales, columns: ['total'], by: { column, keys: [key] } } as const;
    return (await source.rows(plan, context())).length;
  };
  const sell = (id: string, account: string): Promise<unknown> =>
    fixture.database.run(`insert into sale (id, acct, total, cur, st) values (${id}, ${account}, 1, 'EUR', 'OPEN')`);

  test('keys that a wider column has are found after some minutes, also while nothing fails', async () => {
    expect([await by('sale_id', '3000000000'), await by('account_id', '7')]).toEqual([0, 7]);
    await fixture.database.run(wider);
    await sell('3000000000', '7');
    expect([await by('sale_id', '3000000000'), await by('account_id', '7')]).toEqual([0, 8]);
    now += 5 * minute;
    await expect.poll(() => by('sale_id', '3000000000')).toBe(1);
    expect(source.ordersAsNumber(sales, 'sale_id')).toBe(true);
    expect(await by('account_id', '7')).toBe(8);
  });

  test('keys that are letters now are found', async () => {
    await fixture.database.run(letters);
    await sell('4000000000', "'K7'");
    now += 5 * minute;
    await expect.poll(() => by('account_id', 'K7').catch(() => 0)).toBe(1);
    expect(await by('account_id', '7')).toBe(8);
  });
});

test.skipIf(inject('postgresUrl') === null)(
  'after a statement that is refused a system is looked at within seconds, and no more often',
  async () => {
    const fixture = await makePostgres();
    let now = Date.now();
    const source = open({ url: fixture.readerUrl, clock: { now: () => now } });
    const ask = (): Promise<readonly unknown[]> =>
      source.rows(
        { kind: 'rows', relation: sales, columns: ['total'], by: { column: 'account_id', keys: ['7'] } },
        context(),
      );
    expect(await ask()).toHaveLength(7);
    await fixture.database.run('alter table sale alter acct type text');
    await expect(ask()).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
    await expect(ask()).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
    now += 10_000;
    await expect.poll(() => ask().catch(() => [])).toHaveLength(7);
    await source.close();
    await fixture.database.drop();
  },
);
