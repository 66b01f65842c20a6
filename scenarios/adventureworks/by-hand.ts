/**
 * The oracle: what is true, asked of the original tables by hand. Nothing here reads a mapping, and no expression was
 * copied from one.
 */
import type pg from 'pg';
import type { LineAnswer, OrderAnswer, OrdersByAccount, ProductAnswer, ProductsBySku } from './answer.ts';

/** Midnight of a day in Bothell, as an instant in UTC. */
const utc = (column: string): string =>
  `to_char(timezone('UTC', timezone('America/Los_Angeles', ${column})), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

interface OrderRow extends Omit<OrderAnswer, 'lines'> {
  readonly id: number;
  readonly account: number;
}

/** All orders of the customers with all of their lines; every amount of this house is in dollars. */
export async function ordersByHand(client: pg.Client, accounts: readonly string[]): Promise<OrdersByAccount> {
  const heads = await client.query<OrderRow>(
    `select soh.salesorderid as id,
            soh.customerid as account,
            format('SO%s', soh.salesorderid) as number,
            ${utc('soh.orderdate')} as "placedAt",
            ${utc('soh.shipdate')} as "shippedAt",
            (array['OPEN', 'CONFIRMED', 'BACKORDERED', 'REJECTED', 'SHIPPED', 'CANCELLED'])[soh.status] as status,
            trim_scale(soh.subtotal + soh.taxamt + soh.freight) || ' USD' as total,
            soh.purchaseordernumber as "customerReference"
       from sales.salesorderheader as soh
      where soh.customerid in (select unnest($1::int[]))
      order by soh.orderdate desc, soh.salesorderid`,
    [accounts],
  );
  const lines = await client.query<LineAnswer & { order: number }>(
    `with mine as (
       select sod.*, prod.productnumber, prod.name
         from sales.salesorderdetail as sod, production.product as prod
        where prod.productid = sod.productid
          and exists (select 1 from sales.salesorderheader as soh
                       where soh.salesorderid = sod.salesorderid and soh.customerid in (select unnest($1::int[])))
     )
     select salesorderid as "order",
            salesorderdetailid as number,
            orderqty::text as quantity,
            trim_scale(unitprice) || ' USD' as "unitPrice",
            trim_scale((unitprice - unitprice * unitpricediscount) * orderqty) || ' USD' as total,
            trim_scale(unitpricediscount)::text as discount,
            productnumber as sku,
            name as "productName"
       from mine
      order by salesorderdetailid`,
    [accounts],
  );
  const byOrder = new Map<number, LineAnswer[]>();
  for (const { order, ...line } of lines.rows) byOrder.set(order, [...(byOrder.get(order) ?? []), line]);
  const answer: OrdersByAccount = Object.fromEntries(accounts.map((account) => [account, []]));
  for (const { id, account, ...order } of heads.rows)
    answer[String(account)]?.push({ ...order, lines: byOrder.get(id) ?? [] });
  return answer;
}

/** Every product of the house. */
export async function productsByHand(client: pg.Client): Promise<ProductsBySku> {
  const { rows } = await client.query<ProductAnswer & { sku: string }>(
    `select prod.productnumber as sku,
            prod.name,
            trim_scale(prod.listprice) || ' USD' as "listPrice",
            trim_scale(prod.standardcost) || ' USD' as "standardCost",
            (prod.finishedgoodsflag and now() >= prod.sellstartdate
              and now() < least(prod.sellenddate, prod.discontinueddate, 'infinity'::timestamp)) as "isActive",
            array(select format('%s: %s', loc.name, inv.quantity)
                    from production.productinventory as inv natural join (select locationid, name from production.location) as loc
                   where inv.productid = prod.productid
                   order by format('%s: %s', loc.name, inv.quantity) collate "C") as stock
       from production.product as prod`,
  );
  return Object.fromEntries(rows.map(({ sku, ...product }) => [sku, product]));
}
