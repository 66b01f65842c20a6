import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FetchedRow, Source } from '../source.ts';
import type { Keyset, Order, RowsPlan } from '../../sql/plan.ts';
import { context, makeMariaDb, makePostgres, mapping, open, sales, type Fixture } from './fixture.ts';

const mariadb = inject('mariadbUrl');
if (mariadb === null) process.stderr.write('SKIPPED: reading from MariaDB, no mariadbd on this machine\n');

const products = [
  {
    name: 'PostgreSQL',
    make: () => makePostgres(),
    text: 'text',
    concat: `'K-' || acct`,
    unhex: (x: string) => `decode(${x}, 'hex')`,
  },
  {
    name: 'MariaDB',
    make: mariadb === null ? null : () => makeMariaDb(mariadb),
    text: 'char',
    concat: `concat('K-', acct)`,
    unhex: (x: string) => `unhex(${x})`,
  },
];

type SalesPlan = RowsPlan & { relation: typeof sales };
const plan = (more: Partial<RowsPlan>): SalesPlan =>
  ({ kind: 'rows', relation: sales, columns: ['sale_id', 'placed_at'], ...more }) as SalesPlan;
const newest: Order[] = [{ column: 'placed_at', direction: 'desc' }];
const ids = (rows: readonly FetchedRow<typeof sales>[]): string[] => rows.map((r) => r.row.sale_id);

/** Pages through all rows, as a client does. */
async function pages(
  sources: readonly Source[],
  more: Partial<RowsPlan>,
  size: number,
): Promise<FetchedRow<typeof sales>[]> {
  const all: FetchedRow<typeof sales>[] = [];
  let after: Keyset | undefined;
  for (let page = 0; page < 1000; page++) {
    const found: FetchedRow<typeof sales>[] = [];
    for (const source of sources)
      found.push(...(await source.rows(plan({ ...more, first: size, ...(after ? { after } : {}) }), context())));
    const merged = sources.length === 1 ? found : found.sort(bySystem);
    const taken = merged.slice(0, size);
    all.push(...taken);
    const last = taken.at(-1);
    if (!last || taken.length < size) return all;
    after = { system: last.row.system, raw: last.raw, decoded: last.decoded };
  }
  throw new Error('paging does not end');
}

/** newest first, nulls last, then system; within a system stable. */
function bySystem(a: FetchedRow, b: FetchedRow): number {
  const [x, y] = [a.decoded[0] ?? null, b.decoded[0] ?? null];
  if (x !== y) return x === null ? 1 : y === null ? -1 : x < y ? 1 : -1;
  return a.row.system < b.row.system ? -1 : a.row.system > b.row.system ? 1 : 0;
}

describe.each(products)('$name', (product) => {
  if (!product.make) {
    test.skip('no server on this machine', () => undefined);
    return;
  }
  const make = product.make;
  let fixture: Fixture;
  let source: Source;
  const sources: Source[] = [];
  const opened = (sql: string, system?: string): Source => {
    const made = open({ url: fixture.readerUrl, sql, ...(system === undefined ? {} : { system }) });
    sources.push(made);
    return made;
  };
  beforeAll(async () => {
    fixture = await make();
    source = opened(mapping());
  });
  afterAll(async () => {
    await Promise.all(sources.map((s) => s.close()));
    await fixture.database.drop();
  });
  const hand = async (sql: string): Promise<string[]> =>
    (await fixture.database.run(sql)).map((row) => String(row['v']));

  test('first N per parent for all parents at once, as hand-written SQL per parent', async () => {
    const keys = ['3', '39', '0', '17', '999', '5', 'abc', '99999999999', '007'];
    const request = context();
    const rows = await source.rows(plan({ by: { column: 'account_id', keys }, order: newest, first: 4 }), request);
    for (const account of keys) {
      const expected =
        /^\d{1,3}$/.test(account) && account !== '007'
          ? await hand(`select id as v from sale where acct = ${account} order by at is null, at desc, id limit 4`)
          : [];
      expect(
        rows.filter((r) => r.parent === account).map((r) => r.row.sale_id),
        account,
      ).toEqual(expected);
    }
    expect(rows.length).toBe(3 + 4 + 4 + 4);
    expect(request.ledger.report()).toMatchObject([{ system: 'shop', status: 'OK', statements: 1 }]);
  });

  test('first N per parent without an index is read once, and is the same answer', async () => {
    const unindexed = opened(mapping('id as sale_id, acct + 0 as account_id'));
    const by = { column: 'account_id', keys: ['3', '39', '17', '5'] };
    const rows = await unindexed.rows(plan({ by, order: newest, first: 4 }), context());
    const indexed = await source.rows(plan({ by, order: newest, first: 4 }), context());
    for (const account of by.keys)
      expect(ids(rows.filter((r) => r.parent === account))).toEqual(ids(indexed.filter((r) => r.parent === account)));
    expect(rows.length).toBe(15);
  });

  test('keys of bytes are found again, by themselves, as parts, and page by page', async () => {
    const bytes = (column: string): string => product.unhex(`md5(cast(${column} as ${product.text}))`);
    const [sale, account] = [bytes('id'), bytes('acct')];
    const ofAccount = `\\x${createHash('md5').update('39').digest('hex')}`;
    const whole = opened(mapping(`${sale} as sale_id, ${account} as account_id`));
    const parts = opened(
      mapping(`acct as sale_id_1, ${sale} as sale_id_2, ${account} as account_id_1, acct as account_id_2`),
    );
    for (const [source, key] of [
      [whole, ofAccount],
      [parts, `${ofAccount}~39`],
    ] as const) {
      const by = { column: 'account_id', keys: [key] };
      const rows = await source.rows(plan({ by, order: newest }), context());
      expect(rows.map((r) => r.parent)).toEqual(Array.from({ length: 39 }, () => key));
      const [first = ''] = ids(rows);
      expect(first).toMatch(/\\x[0-9a-f]{32}$/);
      expect(ids(await source.rows(plan({ by: { column: 'sale_id', keys: [first] } }), context()))).toEqual([first]);
      expect(ids(await pages([source], { by, order: newest }, 4))).toEqual(ids(rows));
    }
  });

  test('all rows of several parents, and of all', async () => {
    const rows = await source.rows(
      plan({ by: { column: 'account_id', keys: ['30', '31', '32'] }, order: newest }),
      context(),
    );
    expect(ids(rows)).toEqual(
      await hand('select id as v from sale where acct in (30, 31, 32) order by at is null, at desc, id'),
    );
    const all = await source.rows(plan({}), context());
    expect(ids(all)).toEqual(await hand('select id as v from sale order by id'));
    expect(all.length).toBe(780);
  });

  test.each([
    ['desc with ties and nulls', newest],
    ['asc with nulls last', [{ column: 'placed_at', direction: 'asc' }]],
    [
      'mixed directions',
      [
        { column: 'currency', direction: 'asc' },
        { column: 'placed_at', direction: 'desc' },
        { column: 'total', direction: 'desc' },
      ],
    ],
    ['no order but the key', []],
    ['text', [{ column: 'note', direction: 'desc' }]],
    ['code with blanks', [{ column: 'status', direction: 'asc' }]],
    ['a column that the mapping leaves out', [{ column: 'shop', direction: 'asc' }]],
  ] as readonly [string, Order[]][])('paging gives each row once, in order: %s', async (_, order) => {
    const whole = await source.rows(plan({ by: { column: 'account_id', keys: ['39'] }, order }), context());
    expect(whole.length).toBe(39);
    const paged = await pages([source], { by: { column: 'account_id', keys: ['39'] }, order }, 4);
    expect(ids(paged)).toEqual(ids(whole));
    expect(new Set(ids(paged)).size).toBe(39);
  });

  test('text is ordered by code points, whatever the collation of the column', async () => {
    const rows = await source.rows(
      plan({ columns: ['note'], order: [{ column: 'note', direction: 'asc' }] }),
      context(),
    );
    const notes = rows.map((r) => r.row.note ?? '');
    expect(notes).toEqual([...notes].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(notes[0]).toMatch(/^A/);
    expect(notes.at(-1)).toMatch(/^王/);
  });

  test('text keys and composite keys page too, and find their parents', async () => {
    const textual = opened(mapping(`code as sale_id, ${product.concat} as account_id`));
    const whole = await textual.rows(
      plan({ by: { column: 'account_id', keys: ['K-39', 'K-1', "K-39' or 1=1 --"] }, first: 100 }),
      context(),
    );
    expect(whole.filter((r) => r.parent === 'K-39').length).toBe(39);
    expect(whole.filter((r) => r.parent === 'K-1').length).toBe(1);
    const paged = await pages([textual], {}, 100);
    expect(paged.length).toBe(780);
    expect(ids(paged)).toEqual([...ids(paged)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));

    const composite = opened(
      mapping(`acct as sale_id_1, code as sale_id_2, acct as account_id_1, cur as account_id_2`),
    );
    const found = await composite.rows(
      plan({ columns: ['sale_id'], by: { column: 'account_id', keys: ['39~EUR', '38~USD', '39', 'x~EUR'] }, first: 3 }),
      context(),
    );
    expect(found.map((r) => r.parent).sort()).toEqual(['38~USD', '38~USD', '38~USD', '39~EUR', '39~EUR', '39~EUR']);
    expect(found[0]?.row.sale_id).toMatch(/^3[89]~/);
    const all = await pages([composite], { columns: ['sale_id'] }, 90);
    expect(new Set(ids(all)).size).toBe(780);
    const byKey = await composite.rows(
      plan({
        columns: ['total'],
        where: [{ column: 'sale_id', op: 'in', values: [ids(all)[5] ?? '', ids(all)[500] ?? ''] }],
      }),
      context(),
    );
    expect(ids(byKey).sort()).toEqual([ids(all)[5], ids(all)[500]].sort());
  });

  test('two systems page as one list', async () => {
    const other = opened(mapping('id + 500000 as sale_id, acct as account_id'), 'another');
    const paged = await pages([source, other], { by: { column: 'account_id', keys: ['39'] }, order: newest }, 5);
    expect(paged.length).toBe(78);
    expect(new Set(paged.map((r) => `${r.row.system} ${r.row.sale_id}`)).size).toBe(78);
    expect(paged.map((r) => r.decoded[0] ?? '0')).toEqual(
      paged
        .map((r) => r.decoded[0] ?? '0')
        .sort()
        .reverse(),
    );
  });

  test('a forged cursor gives no row and no error', async () => {
    for (const raw of [['x', 'y'], [null, "1' or '1'='1"], [], [null, '99999999999999999999']])
      expect(
        await source.rows(plan({ order: newest, first: 5, after: { system: 'shop', raw, decoded: raw } }), context()),
      ).toEqual([]);
  });

  test('conditions', async () => {
    const count = async (where: RowsPlan['where']): Promise<number> =>
      (await source.count({ kind: 'count', relation: sales, where: where ?? [] }, context()))[0]?.count ?? -1;
    const n = async (sql: string): Promise<number> =>
      Number((await hand(`select count(*) as v from sale where ${sql}`))[0]);
    expect(await count([{ column: 'status', op: 'in', values: ['OPEN'] }])).toBe(await n(`st = 'OPEN'`));
    expect(await count([{ column: 'status', op: 'in', values: ['OPEN', 'UNKNOWN'] }])).toBe(
      await n(`st in ('OPEN', 'X9', '')`),
    );
    expect(await count([{ column: 'placed_at', op: 'isNull' }])).toBe(await n('at is null'));
    expect(await count([{ column: 'placed_at', op: 'isNotNull' }])).toBe(await n('at is not null'));
    expect(await count([{ column: 'status', op: 'isNull' }])).toBe(await n(`st = ''`));
    // 10:00 in Berlin in March is 09:00 UTC
    expect(await count([{ column: 'placed_at', op: 'gte', value: '2024-03-03T09:00:00Z' }])).toBe(
      await n(`at >= '2024-03-03 10:00:00'`),
    );
    expect(await count([{ column: 'placed_at', op: 'gt', value: '2024-03-03T09:00:00Z' }])).toBe(
      await n(`at > '2024-03-03 10:00:00'`),
    );
    expect(await count([{ column: 'due_on', op: 'lte', value: '2024-02-02' }])).toBe(await n(`due <= '2024-02-02'`));
    expect(await count([{ column: 'total', op: 'lt', value: '100.05' }])).toBe(100);
    expect(await count([{ column: 'sale_id', op: 'in', values: ['0', '7919', 'nothing'] }])).toBe(2);
    expect(await count([{ column: 'shop', op: 'isNull' }])).toBe(780);
    expect(await count([{ column: 'shop', op: 'in', values: ['x'] }])).toBe(0);
  });

  test('counts and sums per parent', async () => {
    const counts = await source.count(
      { kind: 'count', relation: sales, by: { column: 'account_id', keys: ['0', '5', '39'] } },
      context(),
    );
    expect(new Map(counts.map((c) => [c.parent, c.count]))).toEqual(
      new Map([
        ['5', 5],
        ['39', 39],
      ]),
    );
    const sums = await source.sum(
      { kind: 'sum', relation: sales, by: { column: 'account_id', keys: ['5'] }, sum: 'total', groupBy: ['currency'] },
      context(),
    );
    const expected = await fixture.database.run(
      'select cur, sum(total) as s, count(*) as n from sale where acct = 5 group by cur order by cur',
    );
    expect([...sums].sort((a, b) => ((a.group[0] ?? '') < (b.group[0] ?? '') ? -1 : 1))).toEqual(
      expected.map((row) => ({ parent: '5', group: [row['cur']], sum: String(row['s']), count: Number(row['n']) })),
    );
  });

  test('a feed streams whole, in key order', async () => {
    const seen: string[] = [];
    let batches = 0;
    for await (const batch of source.stream(sales, context(), 100)) {
      batches++;
      seen.push(...batch.map((row) => row.sale_id));
    }
    expect(batches).toBe(8);
    expect(seen).toEqual(await hand('select id as v from sale order by id'));
  });
});
