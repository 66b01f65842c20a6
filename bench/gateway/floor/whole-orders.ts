import {
  companiesAndNumbers,
  idsIn,
  newestFirst,
  opaqueId,
  ordersSystem,
  shopSystem,
  type Account,
  type Placed,
} from './accounts.ts';
import type { Ask, Row, Statement } from './databases.ts';
import { cents, orderedAt, orderStatus, shoppedAt, shopStatus } from './sql.ts';

/** Orders with their lines in one statement: a row per line, the order's own columns repeated. */
const ordersWithLines: Statement = {
  database: 'orders',
  name: 'whole-orders',
  text: `select h.ohcono || '~' || h.ohordn, h.ohordn, ${orderedAt}, ${orderStatus}, ${cents('h.ohtotc')}, rtrim(h.ohcurr),
      h.ohcono || '~' || h.ohcuno, d.odqtyo, ${cents('d.odprcc')}, rtrim(d.oditem)
    from (
      select h.* from unnest($1::smallint[], $2::bpchar[]) a (cono, cuno)
      cross join lateral (
        select * from ordlib.ordhdr h where h.ohcono = a.cono and h.ohcuno = a.cuno
        order by h.ohordd desc, h.ohordt desc, h.ohordn limit 5) h
      order by h.ohordd desc, h.ohordt desc, h.ohcono, h.ohordn limit 5) h
    left join ordlib.orddtl d on d.odcono = h.ohcono and d.odordn = h.ohordn
    order by h.ohordd desc, h.ohordt desc, h.ohcono, h.ohordn, d.odline`,
};

const shopOrdersWithLines: Statement = {
  database: 'shop',
  name: 'whole-shop-orders',
  text: `select o.order_id, o.order_ref, ${shoppedAt}, ${shopStatus}, round(o.grand_total, 2), o.cur, o.cust_id,
      i.qty, round(i.price_each, 2), i.model
    from (
      select o.* from unnest($1::integer[]) a (cust_id)
      cross join lateral (
        select * from bw_order o where o.cust_id = a.cust_id order by o.placed_epoch desc, o.order_id limit 5) o
      order by o.placed_epoch desc, o.order_id limit 5) o
    left join bw_order_item i on i.order_id = o.order_id
    order by o.placed_epoch desc, o.order_id, i.pos`,
};

const productNames: Statement = {
  database: 'erp',
  name: 'product-names',
  text: `select m.matnr, t.maktx from wawi.mara m
    left join wawi.makt t on t.mandt = m.mandt and t.matnr = m.matnr and t.spras = 'E'
    where m.mandt = '100' and m.matnr = any($1::varchar[])`,
};

interface Line {
  quantity: string | null;
  unitPrice: { amount: string | null; currency: string | null } | null;
  product: { sku: string; name: string | null } | null;
}

interface Order extends Placed {
  readonly shown: { readonly lines: Line[] };
  readonly skus: (string | null)[];
}

/** Rows of one system, line by line, as its orders. */
function toOrders(rows: readonly Row[], system: string): Order[] {
  const orders: Order[] = [];
  let key: string | null = null;
  for (const [orderKey, number, placedAt, status, total, currency, accountId, quantity, unitPrice, sku] of rows) {
    if (orderKey !== key) {
      key = orderKey ?? '';
      orders.push({
        placedAt: placedAt ?? '',
        order: orders.length + (system === shopSystem ? 5 : 0),
        skus: [],
        shown: {
          id: opaqueId('orders', system, key),
          number,
          placedAt,
          status,
          total: { amount: total, currency },
          lines: [],
          account: { system, id: accountId },
        } as Order['shown'],
      });
    }
    const order = orders.at(-1);
    if (!order || quantity == null) continue;
    order.skus.push(sku ?? null);
    order.shown.lines.push({
      quantity,
      unitPrice: { amount: unitPrice ?? null, currency: currency ?? null },
      product: null,
    });
  }
  return orders;
}

/** The last five orders over both systems, with their lines and products. */
export async function ordersOf(ask: Ask, accounts: readonly Account[]): Promise<unknown[]> {
  const ids = idsIn(accounts, ordersSystem);
  const shopIds = idsIn(accounts, shopSystem);
  const [rows, shopRows] = await Promise.all([
    ids.length > 0 ? ask(ordersWithLines, companiesAndNumbers(ids)) : [],
    shopIds.length > 0 ? ask(shopOrdersWithLines, [shopIds]) : [],
  ]);
  const orders = toOrders(rows, ordersSystem);
  if (shopRows.length > 0) orders.push(...toOrders(shopRows, shopSystem));
  const shown = orders.sort(newestFirst).slice(0, 5);
  await addProducts(ask, shown);
  return shown.map((order) => order.shown);
}

async function addProducts(ask: Ask, orders: readonly Order[]): Promise<void> {
  const skus = [...new Set(orders.flatMap((order) => order.skus))].filter((sku) => sku !== null && sku !== '');
  if (skus.length === 0) return;
  const names = new Map((await ask(productNames, [skus])).map(([sku, name]) => [sku, name ?? null]));
  for (const { skus: own, shown } of orders)
    for (const [at, sku] of own.entries()) {
      const line = shown.lines[at];
      if (line && sku !== null && names.has(sku)) line.product = { sku, name: names.get(sku) ?? null };
    }
}
