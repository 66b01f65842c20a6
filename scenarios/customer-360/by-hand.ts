import pg from 'pg';

/**
 * The customer 360 by hand: SQL over the legacy tables of the demo company, written from their schemas, not from the
 * mappings. Amounts have two decimals, instants are ISO 8601 in UTC.
 */
export interface HandOrder {
  readonly placedAt: string;
  readonly number: string;
  readonly status: string;
  readonly total: string;
  readonly currency: string;
  readonly lines: readonly string[];
}

export interface Account {
  readonly system: string;
  readonly id: string;
}

/** One connection per demo database, as superuser. */
export class LegacyDatabases {
  readonly #clients = new Map<string, pg.Client>();

  static async connect(adminUrl: string, prefix: string): Promise<LegacyDatabases> {
    const all = new LegacyDatabases();
    for (const name of ['orders', 'orders_2', 'desk', 'crm', 'marketing', 'erp']) {
      const url = new URL(adminUrl);
      url.pathname = `/${prefix}${name}`;
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      all.#clients.set(name, client);
    }
    return all;
  }

  async rows(name: string, sql: string, values: unknown[]): Promise<Record<string, string | null>[]> {
    const client = this.#clients.get(name);
    if (!client) throw new Error(`no database ${name}`);
    return (await client.query<Record<string, string | null>>(sql, values)).rows;
  }

  async end(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.end()));
  }
}

const utc = (expression: string): string => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const idsIn = (accounts: readonly Account[], system: string): string[] =>
  accounts.filter((account) => account.system === system).map(({ id }) => id);

export async function ordersByHand(legacy: LegacyDatabases, accounts: readonly Account[]): Promise<HandOrder[]> {
  const midrange = await legacy.rows(
    'orders',
    `select ${utc(`to_timestamp((h.ohordd + 19000000)::text || lpad(h.ohordt::text, 6, '0'), 'YYYYMMDDHH24MISS')::timestamp
              at time zone 'America/Chicago'`)} as placed, h.ohordn as number, h.ohcurr as currency,
       case h.ohstat when '10' then 'OPEN' when '20' then 'CONFIRMED' when '25' then 'BACKORDERED' when '45' then 'SHIPPED'
         when '77' then 'CLOSED' when '99' then 'CANCELLED' when '90' then 'REJECTED' end as status,
       (h.ohtotc / 100.0)::numeric(15, 2)::text as total,
       (select string_agg(trim(d.oditem) || ' x ' || d.odqtyo || ' at ' || (d.odprcc / 100.0)::numeric(15, 2), '; ' order by d.odline)
          from ordlib.orddtl d where d.odcono = h.ohcono and d.odordn = h.ohordn) as lines
     from ordlib.ordhdr h where h.ohcono || '~' || h.ohcuno = any($1)`,
    [idsIn(accounts, 'demo-orders')],
  );
  const shop = await legacy.rows(
    'orders_2',
    `select ${utc('to_timestamp(o.placed_epoch)')} as placed, o.order_ref as number, o.cur as currency,
       case o.state when 'pending' then 'OPEN' when 'processing' then 'CONFIRMED' when 'awaiting-stock' then 'BACKORDERED'
         when 'dispatched' then 'SHIPPED' when 'complete' then 'CLOSED' when 'cancelled' then 'CANCELLED' when 'fraud' then 'REJECTED'
       end as status,
       o.grand_total::numeric(15, 2)::text as total,
       (select string_agg(i.model || ' x ' || i.qty || ' at ' || i.price_each::numeric(15, 2), '; ' order by i.pos)
          from bw_order_item i where i.order_id = o.order_id) as lines
     from bw_order o where o.cust_id::text = any($1)`,
    [idsIn(accounts, 'demo-orders-2')],
  );
  return [...midrange, ...shop]
    .map((row) => ({
      placedAt: row['placed'] ?? '',
      number: (row['number'] ?? '').trim(),
      status: row['status'] ?? '',
      total: row['total'] ?? '',
      currency: row['currency'] ?? '',
      lines: (row['lines'] ?? '').split('; '),
    }))
    .sort((a, b) => (a.placedAt < b.placedAt ? 1 : a.placedAt > b.placedAt ? -1 : 0));
}

/** Subjects of tickets that are not done, newest first, with the instant. */
export async function openTicketsByHand(legacy: LegacyDatabases, accounts: readonly Account[]): Promise<string[]> {
  const rows = await legacy.rows(
    'desk',
    `select ${utc(`cjsj at time zone 'Asia/Shanghai'`)} || ' ' || bt as line from t_gd
      where khbh = any($1) and zt in ('未处理', '处理中') order by cjsj desc`,
    [idsIn(accounts, 'demo-desk')],
  );
  return rows.map(({ line }) => line ?? '');
}

/** Instant, total and sales person of each quote, newest first. */
export async function quotesByHand(legacy: LegacyDatabases, accounts: readonly Account[]): Promise<string[]> {
  const rows = await legacy.rows(
    'crm',
    `select ${utc(`q."CreatedDate" at time zone 'UTC'`)} || ' ' || q."TotalPrice"::numeric(15, 2) || ' ' || q."CurrencyIsoCode"
              || ' ' || u."Name" || ' ' || u."IsActive" as line
       from cloudcrm."Quote" q join cloudcrm."User" u on u."Id" = q."OwnerId"
      where q."AccountId" = any($1) order by q."CreatedDate" desc`,
    [idsIn(accounts, 'demo-crm')],
  );
  return rows.map(({ line }) => line ?? '');
}

/** Instant, medium and campaign of the last five messages, newest first. */
export async function touchesByHand(legacy: LegacyDatabases, accounts: readonly Account[]): Promise<string[]> {
  const rows = await legacy.rows(
    'marketing',
    `select ${utc(`s.sent_at at time zone 'America/Los_Angeles'`)} || ' ' || c.name as line
       from sends s join campaigns c on c.id = s.campaign_id
      where s.contact_id::text = any($1) order by s.sent_at desc limit 5`,
    [idsIn(accounts, 'demo-marketing')],
  );
  return rows.map(({ line }) => line ?? '');
}

/** What is still to be paid, per currency; withdrawn invoices are not owed. */
export async function balancesByHand(legacy: LegacyDatabases, accounts: readonly Account[]): Promise<string[]> {
  const rows = await legacy.rows(
    'erp',
    `select sum(case when gbstk = 'S' then 0 else offbt end)::numeric(15, 2) || ' ' || waerk as line from wawi.vbrk
      where kunrg = any($1) group by waerk order by waerk`,
    [idsIn(accounts, 'demo-erp')],
  );
  return rows.map(({ line }) => line ?? '');
}

/** Name of each product by number, in the language that the house speaks. */
export async function productNamesByHand(legacy: LegacyDatabases): Promise<Map<string, string>> {
  const rows = await legacy.rows('erp', `select matnr, maktx from wawi.makt where spras = 'E'`, []);
  return new Map(rows.map((row) => [row['matnr'] ?? '', row['maktx'] ?? '']));
}
