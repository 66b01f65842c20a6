import { companiesAndNumbers, newestFirst, ordersSystem, shopSystem, singleBalance } from './accounts.ts';
import type { Account, Money, Placed } from './accounts.ts';
import type { Ask, Row, Statement } from './databases.ts';
import { cents, livingAccounts, orderedAt, orderStatus, shoppedAt, shopStatus, ticketStatus } from './sql.ts';

const customers: Statement = {
  database: 'hub',
  name: 'page-customers',
  text: `select c.customer_id, c.display_name, coalesce(${livingAccounts}, '[]') from (
      select * from customer where ended_at is null and customer_id > $1 order by customer_id limit 50) c
    order by c.customer_id`,
};

/** Lists below a page come for all customers in one statement; the first column is the place of the customer. */
const orders: Statement = {
  database: 'orders',
  name: 'page-orders',
  text: `select a.n, h.* from unnest($1::int[], $2::smallint[], $3::bpchar[]) a (n, cono, cuno)
    cross join lateral (
      select h.ohordn, ${orderedAt}, ${orderStatus}, ${cents('h.ohtotc')}, rtrim(h.ohcurr)
      from ordlib.ordhdr h where h.ohcono = a.cono and h.ohcuno = a.cuno
      order by h.ohordd desc, h.ohordt desc, h.ohordn limit 3) h`,
};

const shopOrders: Statement = {
  database: 'shop',
  name: 'page-shop-orders',
  text: `select a.n, o.* from unnest($1::int[], $2::int[]) a (n, cust_id)
    cross join lateral (
      select o.order_ref, ${shoppedAt}, ${shopStatus}, round(o.grand_total, 2), o.cur
      from bw_order o where o.cust_id = a.cust_id order by o.placed_epoch desc, o.order_id limit 3) o`,
};

const tickets: Statement = {
  database: 'desk',
  name: 'page-tickets',
  text: `select t.n, t.subject, t.status from (
      select a.n, g.*, row_number() over (partition by a.n order by g.cjsj desc, g.gdbh) as rank
      from unnest($1::int[], $2::varchar[]) a (n, khbh)
      cross join lateral (
        select g.gdbh collate "C" as gdbh, nullif(g.bt, '') as subject, ${ticketStatus} as status, g.cjsj
        from t_gd g where g.khbh = a.khbh order by g.cjsj desc, g.gdbh collate "C" limit 3) g) t
    where t.rank <= 3 order by t.n, t.rank`,
};

const balances: Statement = {
  database: 'erp',
  name: 'page-balances',
  text: `select a.n, sum(f.offbt), f.waerk from unnest($1::int[], $2::bpchar[]) a (n, kunrg)
    join wawi.vbrk f on f.mandt = '100' and f.kunrg = a.kunrg group by a.n, f.waerk`,
};

/** Accounts of all customers of the page in one system, with the places of the customers. */
class Keys {
  readonly places: number[] = [];
  readonly ids: string[] = [];
  add(place: number, id: string): void {
    this.places.push(place);
    this.ids.push(id);
  }
}

function keysBySystem(lists: readonly (readonly Account[])[]): Map<string, Keys> {
  const all = new Map<string, Keys>();
  for (const [place, accounts] of lists.entries())
    for (const { system, id } of accounts) {
      let keys = all.get(system);
      if (!keys) all.set(system, (keys = new Keys()));
      keys.add(place, id);
    }
  return all;
}

interface PageOrder extends Placed {
  readonly shown: unknown;
}

/** First column: the place. What is below it, by place. */
function byPlace<T>(rows: readonly Row[], make: (row: Row) => T, into: T[][]): T[][] {
  for (const row of rows) into[Number(row[0])]?.push(make(row));
  return into;
}

/** Fifty customers by id with their last three orders, their last three tickets, and what they owe. */
export async function pageOfCustomers(ask: Ask, after: string): Promise<unknown> {
  const page = await ask(customers, [after]);
  const lists = (): never[][] => page.map(() => []);
  const keys = keysBySystem(page.map((row) => JSON.parse(row[2] ?? '[]') as Account[]));
  const rowsOf = async (statement: Statement, system: string): Promise<readonly Row[]> => {
    const found = keys.get(system);
    if (!found) return [];
    const ids = system === ordersSystem ? companiesAndNumbers(found.ids) : [found.ids];
    return ask(statement, [found.places, ...ids]);
  };
  const [orderRows, shopRows, ticketRows, balanceRows] = await Promise.all([
    rowsOf(orders, ordersSystem),
    rowsOf(shopOrders, shopSystem),
    rowsOf(tickets, 'demo-desk'),
    rowsOf(balances, 'demo-erp'),
  ]);
  let order = 0;
  const toOrder = ([, number, placedAt, status, amount, currency]: Row): PageOrder => ({
    placedAt: placedAt ?? '',
    order: order++,
    shown: { number, placedAt, status, total: { amount, currency } },
  });
  const allOrders = byPlace(shopRows, toOrder, byPlace<PageOrder>(orderRows, toOrder, lists()));
  const allTickets = byPlace(ticketRows, ([, subject, status]) => ({ subject, status }), lists() as unknown[][]);
  const allBalances = byPlace<Money>(
    balanceRows,
    ([, amount, currency]) => ({ amount: amount ?? '0', currency: currency ?? null }),
    lists(),
  );
  const nodes = page.map(([id, displayName], place) => ({
    id,
    displayName,
    orders: {
      nodes: (allOrders[place] ?? [])
        .sort(newestFirst)
        .slice(0, 3)
        .map(({ shown }) => shown),
    },
    tickets: { nodes: allTickets[place] ?? [] },
    balance: singleBalance(allBalances[place] ?? []),
  }));
  return { customers: { nodes } };
}
