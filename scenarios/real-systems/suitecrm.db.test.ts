import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accountOwners,
  activities,
  commitments,
  opportunities,
  quoteLines,
  quotes,
  salesPeople,
} from '../../subgraphs/sales-force/relations.ts';
import { givenRealSystem, openRealSystem, type OpenRealSystem } from './given.ts';
import { countsBy, exact, sumOf, utc } from './tally.ts';

const urls = await givenRealSystem('suitecrm');
const roleOf = (account: string): string => account.slice(0, account.indexOf('~'));

describe.skipIf(urls === null)('SuiteCRM through its mapping', { timeout: 60_000 }, () => {
  let open: OpenRealSystem;

  beforeAll(async () => {
    open = await openRealSystem('suitecrm', urls ?? { readerUrl: '', adminUrl: '' });
  });

  afterAll(() => open.close());

  it('serves every opportunity that is not deleted, to the cent', async () => {
    const rows = await open.all(opportunities);
    const [truth] = await open.hand<Record<string, string>>(
      `select count(*) as n, count(distinct opportunity_id) as own, cast(round(sum(amount), 2) as decimal(30, 2)) as amount,
              sum(sales_stage = 'Closed Won') as won, sum(sales_stage = 'Closed Lost') as lost
         from opportunities as o, accounts_opportunities as l
        where o.id = opportunity_id and not o.deleted and not l.deleted`,
    );
    expect({
      n: String(rows.length),
      own: String(new Set(rows.map((row) => row.opportunity_id)).size),
      amount: sumOf(rows.map((row) => row.amount)),
      won: String(rows.filter((row) => row.stage === 'WON' && row.closed_at && !row.expected_close_on).length),
      lost: String(rows.filter((row) => row.stage === 'LOST').length),
    }).toEqual({ ...truth, amount: exact(truth?.['amount']) });
    expect(rows).toHaveLength(2160);
    expect(rows.filter((row) => row.stage === 'UNKNOWN' || row.currency !== 'USD')).toEqual([]);
  });

  it('serves every quote and every line, to the last decimal', async () => {
    const heads = await open.all(quotes);
    const lines = await open.all(quoteLines);
    const [truth] = await open.hand<Record<string, string>>(
      `select (select count(*) from aos_quotes where deleted = 0) as quotes,
              (select sum(total_amount) from aos_quotes where deleted = 0) as total,
              (select count(*) from aos_products_quotes where deleted = 0) as lines_,
              (select sum(product_total_price) from aos_products_quotes where deleted = 0) as of_lines,
              (select sum(product_qty * product_list_price) from aos_products_quotes where deleted = 0) as list`,
    );
    expect(String(heads.length)).toBe(truth?.['quotes']);
    expect(sumOf(heads.map((row) => row.total))).toBe(exact(truth?.['total']));
    expect(String(lines.length)).toBe(truth?.['lines_']);
    expect(sumOf(lines.map((row) => row.line_total))).toBe(exact(truth?.['of_lines']));
    expect(countsBy(heads, (row) => row.status)).toEqual({ ACCEPTED: '692', REJECTED: '117', SENT: '815' });
    // Quantity times price less discount is the line's total, to a cent for each piece.
    const off = lines.filter((row) => {
      const said = Number(row.quantity) * Number(row.unit_price) * (1 - Number(row.discount));
      return Math.abs(said - Number(row.line_total)) > 0.01 * Number(row.quantity);
    });
    expect(off).toEqual([]);
  });

  it('serves the quotes of 50 accounts with their lines as the tables have them', async () => {
    const ids = (
      await open.hand<{ id: string }>(
        `select billing_account_id as id from aos_quotes where deleted = 0
          group by 1 order by count(*) desc, md5(billing_account_id) limit 50`,
      )
    ).map((row) => row.id);
    const words: Record<string, string> = {
      'Closed Accepted': 'ACCEPTED',
      'Closed Lost': 'REJECTED',
      Delivered: 'SENT',
    };
    const truth = (
      await open.hand('select * from aos_quotes where deleted = 0 and billing_account_id in (?) order by id', [ids])
    ).map((row) => ({
      id: row['id'],
      account: `account~${row['billing_account_id'] ?? ''}`,
      number: row['number'],
      quoted: utc(row['date_entered']),
      until: row['expiration'],
      status: words[row['stage'] ?? ''],
      total: exact(row['total_amount']),
      seller: row['assigned_user_id'],
    }));
    const rows = await open.source.rows(
      {
        kind: 'rows',
        relation: quotes,
        by: { column: 'account_id', keys: ids.map((id) => `account~${id}`) },
        columns: Object.keys(quotes.columns),
      },
      open.context(),
    );
    const byId = (a: { id: string | null | undefined }, b: { id: string | null | undefined }): number =>
      (a.id ?? '') < (b.id ?? '') ? -1 : 1;
    expect(rows.length).toBeGreaterThan(200);
    expect(
      rows
        .map(({ row }) => ({
          id: row.quote_id,
          account: row.account_id,
          number: row.quote_number,
          quoted: row.quoted_at,
          until: row.valid_until,
          status: row.status,
          total: exact(row.total),
          seller: row.salesperson_id,
        }))
        .sort(byId),
    ).toEqual(truth.sort(byId));
    const lines = await open.source.rows(
      {
        kind: 'rows',
        relation: quoteLines,
        by: { column: 'quote_id', keys: rows.map(({ row }) => row.quote_id) },
        columns: Object.keys(quoteLines.columns),
      },
      open.context(),
    );
    const said = (values: readonly (string | number | null | undefined)[]): string => values.join('|');
    const byHand = await open.hand(
      `select l.* from aos_products_quotes as l, aos_quotes as q
        where q.id = l.parent_id and q.deleted = 0 and l.deleted = 0 and q.billing_account_id in (?)`,
      [ids],
    );
    expect(lines.length).toBeGreaterThan(500);
    expect(
      lines
        .map(({ row }) =>
          said([
            row.quote_id,
            row.line_no,
            row.sku,
            row.description,
            exact(row.quantity),
            exact(row.unit_price),
            exact(row.line_total),
          ]),
        )
        .sort(),
    ).toEqual(
      byHand
        .map((row) =>
          said([
            row['parent_id'],
            row['number'],
            row['part_number'],
            row['name'],
            exact(row['product_qty']),
            exact(row['product_list_price']),
            exact(row['product_total_price']),
          ]),
        )
        .sort(),
    );
  });

  it('serves calls and meetings that were held or are planned, to accounts and to leads', async () => {
    const rows = await open.all(activities);
    const truth = await open.hand<{ what: string; n: string }>(
      `select concat('CALL ', parent_type) as what, count(*) as n from calls where deleted = 0 and status in ('Held', 'Planned') group by 1
        union all
       select concat('MEETING ', parent_type), count(*) from meetings where deleted = 0 and status in ('Held', 'Planned') group by 1`,
    );
    const words: Record<string, string> = { account: 'Accounts', lead: 'Leads', contact: 'Contacts' };
    expect(countsBy(rows, (row) => `${row.kind ?? ''} ${words[roleOf(row.account_id)] ?? ''}`)).toEqual(
      Object.fromEntries(truth.map(({ what, n }) => [what, n])),
    );
    expect(truth).toHaveLength(4);
    const [most] = await open.hand<{ id: string; n: string }>(
      `select parent_id as id, count(*) as n from calls where deleted = 0 and status <> 'Not Held' and parent_type = 'Leads'
        group by 1 order by 2 desc, 1 limit 1`,
    );
    const own = await open.source.rows(
      {
        kind: 'rows',
        relation: activities,
        by: { column: 'account_id', keys: [`lead~${most?.id ?? ''}`] },
        columns: ['subject'],
        where: [{ column: 'kind', op: 'in', values: ['CALL'] }],
      },
      open.context(),
    );
    expect(String(own.length)).toBe(most?.n);
  });

  it('serves tasks with a due date as promises', async () => {
    const rows = await open.all(commitments);
    const [truth] = await open.hand<Record<string, string>>(
      `select count(*) as n, sum(status = 'Completed') as kept, sum(parent_type = 'Accounts') as accounts
         from tasks where deleted = 0 and date_due > 0`,
    );
    expect({
      n: String(rows.length),
      kept: String(rows.filter((row) => row.status === 'KEPT').length),
      accounts: String(rows.filter((row) => roleOf(row.account_id) === 'account').length),
    }).toEqual(truth);
    const overdue = rows.filter((row) => row.status === 'OPEN' && (row.due_on ?? '') < '2024-12-31');
    // As many as the story of the company has, and those of deleted accounts and of the product's demo.
    expect(overdue.length).toBeGreaterThanOrEqual(327);
  });

  it('knows who sells, who left and when, and who looks after whom', async () => {
    const people = await open.all(salesPeople);
    expect(people).toHaveLength(30);
    const left = await open.hand<{ id: string; day: string }>(
      `select id, date(date_modified) as day from users where status = 'Inactive' order by id`,
    );
    expect(left).toHaveLength(8);
    expect(
      people
        .filter((row) => row.is_active === false)
        .map((row) => [row.salesperson_id, row.left_on])
        .sort(),
    ).toEqual(left.map((row) => [row.id, row.day]));
    // The administrator has no address.
    expect(people.filter((row) => row.email === null).map((row) => row.salesperson_id)).toEqual(['1']);
    const owners = await open.all(accountOwners);
    const [truth] = await open.hand<Record<string, string>>(
      `select (select count(assigned_user_id) from accounts where deleted = 0) as account,
              (select count(assigned_user_id) from contacts where deleted = 0) as contact,
              (select count(assigned_user_id) from leads where deleted = 0) as lead`,
    );
    expect(countsBy(owners, (row) => roleOf(row.account_id))).toEqual(truth);
    const known = new Set(people.map((row) => row.salesperson_id));
    expect(owners.filter((row) => !known.has(row.salesperson_id))).toEqual([]);
  });
});
