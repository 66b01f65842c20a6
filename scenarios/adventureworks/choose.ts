import type pg from 'pg';

/** Sorts of customers, each with so many of them. The choice is the same in every run: ties break by a hash of the id. */
const sorts: readonly { readonly name: string; readonly take: number; readonly sql: string }[] = [
  {
    name: 'most orders',
    take: 20,
    sql: 'select customerid from sales.salesorderheader group by 1 order by count(*) desc, md5(customerid::text)',
  },
  {
    name: 'most money',
    take: 20,
    sql: 'select customerid from sales.salesorderheader group by 1 order by sum(totaldue) desc, md5(customerid::text)',
  },
  {
    name: 'most lines',
    take: 10,
    sql: `select customerid from sales.salesorderheader join sales.salesorderdetail using (salesorderid)
          group by 1 order by count(*) desc, md5(customerid::text)`,
  },
  {
    name: 'persons without an order',
    take: 15,
    sql: `select customerid from sales.customer where storeid is null
          and customerid not in (select customerid from sales.salesorderheader) order by md5(customerid::text)`,
  },
  {
    name: 'stores without an order',
    take: 15,
    sql: `select customerid from sales.customer where storeid is not null
          and customerid not in (select customerid from sales.salesorderheader) order by md5(customerid::text)`,
  },
  {
    name: 'orders not yet shipped',
    take: 30,
    sql: 'select distinct customerid from sales.salesorderheader where shipdate is null order by 1',
  },
  {
    name: 'orders with an exchange rate',
    take: 40,
    sql: `select customerid from sales.salesorderheader join sales.currencyrate using (currencyrateid)
          group by 1 order by row_number() over (partition by min(tocurrencycode) order by md5(customerid::text))`,
  },
  {
    name: 'lines with a discount',
    take: 10,
    sql: `select distinct customerid from sales.salesorderheader join sales.salesorderdetail using (salesorderid)
          where unitpricediscount > 0 order by 1`,
  },
  {
    name: 'any persons',
    take: 80,
    sql: `select customerid from sales.customer where storeid is null
          and customerid in (select customerid from sales.salesorderheader) order by md5(customerid::text)`,
  },
  {
    name: 'any stores',
    take: 60,
    sql: `select customerid from sales.customer where storeid is not null
          and customerid in (select customerid from sales.salesorderheader) order by md5(customerid::text)`,
  },
];

export interface Choice {
  /** Ids of customers, each once, in ascending order of the number. */
  readonly accounts: readonly string[];
  /** How many each sort gave, before doubles fell out: a sort that gives none is a test that says nothing. */
  readonly found: Readonly<Record<string, number>>;
}

/** More than 200 customers of all sorts, from the biggest to the empty. */
export async function chooseCustomers(client: pg.Client): Promise<Choice> {
  const chosen = new Set<number>();
  const found: Record<string, number> = {};
  for (const { name, take, sql } of sorts) {
    const { rows } = await client.query<{ customerid: number }>(
      `select customerid from (${sql}) as s limit ${String(take)}`,
    );
    found[name] = rows.length;
    for (const row of rows) chosen.add(row.customerid);
  }
  return { accounts: [...chosen].sort((a, b) => a - b).map(String), found };
}
