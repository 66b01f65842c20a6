import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Along, RowsPlan } from '../../sql/plan.ts';
import type { Source } from '../source.ts';
import { context, makePostgres, mapping, open, sales, type Fixture } from './fixture.ts';

type SalesPlan = RowsPlan & { relation: typeof sales };
const byAccount = (keys: readonly string[], more: Partial<RowsPlan> = {}): SalesPlan =>
  ({ kind: 'rows', relation: sales, columns: ['sale_id'], by: { column: 'account_id', keys }, ...more }) as SalesPlan;
const order = [{ column: 'placed_at', direction: 'desc' as const }];
/** All sales of the same account, beside each sale. */
const along: Along = {
  name: '@1',
  relation: sales,
  column: 'account_id',
  equals: 'account_id',
  columns: ['sale_id', 'placed_at', 'total', 'status', 'note'],
  order,
};

const came = (row: object | undefined): unknown => new Map<string, unknown>(Object.entries(row ?? {})).get('@1');

let fixture: Fixture;
beforeAll(async () => {
  fixture = await makePostgres();
});
afterAll(async () => {
  await fixture.database.drop();
});

/** What is asked for by itself first: only then it is known what it costs to look rows up one by one. */
async function learn(source: Source, keys: readonly string[]): Promise<void> {
  await source.rows(byAccount(keys, { couldComeAlong: true }), context());
}

describe.each([
  { name: 'whole numbers', keys: 'id as sale_id, acct as account_id', of: ['3', '17', '39'] },
  { name: 'text', keys: `id as sale_id, 'K-' || acct as account_id`, of: ['K-3', 'K-17', 'K-39'] },
  {
    name: 'composite keys',
    keys: 'id as sale_id, acct % 10 as account_id_1, (acct / 10)::varchar as account_id_2',
    of: ['3~0', '7~1', '9~3'],
  },
])('rows of another relation, $name', ({ keys, of }) => {
  test('come along in the same statement as they would come by themselves', async () => {
    const source = open({ url: fixture.readerUrl, sql: mapping(keys) });
    try {
      await learn(source, of);
      const asked = context();
      const rows = await source.rows(byAccount(of, { first: 2, order, along: [along] }), asked);
      const alone = await source.rows(byAccount(of, { columns: along.columns, order }), context());
      expect(rows).toHaveLength(6);
      expect(asked.ledger.report()).toMatchObject([{ status: 'OK', statements: 1 }]);
      for (const { row, parent } of rows) {
        const own = alone.filter((one) => one.parent === parent);
        expect(own.length).toBeGreaterThan(2);
        expect(came(row)).toEqual(own.map((one) => one.row));
      }
    } finally {
      await source.close();
    }
  });
});

test('the rows that a viewer may not see do not come along', async () => {
  const restrict = () => [{ column: 'status', op: 'in' as const, values: ['OPEN'] }];
  const source = open({ url: fixture.readerUrl, restrict });
  try {
    await learn(source, ['39', '38']);
    const [first] = await source.rows(byAccount(['39'], { first: 1, along: [along] }), context());
    const own = came(first?.row) as { status: string }[];
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ status }) => status))).toEqual(new Set(['OPEN']));
  } finally {
    await source.close();
  }
});

test('more of them than the limit of rows are a fault of their own', async () => {
  const source = open({ url: fixture.readerUrl, limits: { rows: 45 } });
  try {
    await learn(source, ['3', '4']);
    const rows = await source.rows(byAccount(['39', '38'], { first: 1, along: [along] }), context());
    const [whole, cut] = rows.map(({ row }) => came(row));
    expect(whole).toHaveLength(39);
    expect(cut).toMatchObject({ code: 'LEGACY_LIMIT_EXCEEDED' });
  } finally {
    await source.close();
  }
});

test('what nobody knows the cost of stays away, and is asked for by itself', async () => {
  const source = open({ url: fixture.readerUrl });
  try {
    const rows = await source.rows(byAccount(['3'], { first: 1, along: [along] }), context());
    expect(rows.map(({ row }) => Object.keys(row))).toEqual([['system', 'sale_id', 'account_id']]);
  } finally {
    await source.close();
  }
});
