import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequestContext, systemClock, type RequestContext } from '../../kit/context.ts';
import { Secret } from '../../kit/env/secret.ts';
import type { SourceDefinition } from '../../kit/sources/definition.ts';
import { loadSources } from '../../kit/sources/load.ts';
import { openSource } from '../../kit/sources/open-source.ts';
import type { Source } from '../../kit/sources/source.ts';
import { customers, events, relations as feeds } from '../../subgraphs/customer/relations.ts';
import {
  billOfMaterials,
  relations as erp,
  shipments,
  supplierPrices,
  vendors,
} from '../../subgraphs/erp/relations.ts';
import { orders, relations as salesOrder } from '../../subgraphs/sales-order/relations.ts';
import { ordersByHand, productsByHand } from './by-hand.ts';
import { chooseCustomers, type Choice } from './choose.ts';
import { givenAdventureWorks } from './given.ts';
import { ordersThroughSource, productsThroughSource } from './through-source.ts';

const given = await givenAdventureWorks();

function definition(): SourceDefinition {
  const folder = new URL('../../sources/adventureworks', import.meta.url).pathname;
  const loaded = loadSources(
    [folder],
    new Map<string, typeof feeds | typeof erp | typeof salesOrder>([
      ['customer', feeds],
      ['sales-order', salesOrder],
      ['erp', erp],
    ]),
  );
  expect(loaded.problems).toEqual([]);
  const [source] = loaded.sources;
  if (!source) throw new Error('sources/adventureworks was not found');
  return source;
}

describe.skipIf(given === null)('AdventureWorks through its mapping', { timeout: 60_000 }, () => {
  let source: Source;
  let hand: pg.Client;
  let chosen: Choice;
  const context = (): RequestContext => createRequestContext({ requestId: 'adventureworks', timeoutMs: 20_000 });
  const ask = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    (await hand.query<T & pg.QueryResultRow>(sql, values)).rows;

  beforeAll(async () => {
    hand = new pg.Client({ connectionString: given?.adminUrl });
    await hand.connect();
    source = openSource(definition(), {
      url: new Secret(given?.readerUrl ?? ''),
      relations: [...feeds, ...salesOrder, ...erp],
      log: pino({ level: 'silent' }),
      clock: systemClock,
    });
    chosen = await chooseCustomers(hand);
  });

  afterAll(async () => {
    await source.close();
    await hand.end();
  });

  it('is compared over more than 200 customers of every sort', () => {
    expect(chosen.accounts.length).toBeGreaterThanOrEqual(200);
    expect(Object.entries(chosen.found).filter(([, n]) => n === 0)).toEqual([]);
  });

  it('returns every order and every line of these customers as they stand in the tables, exactly', async () => {
    const truth = await ordersByHand(hand, chosen.accounts);
    const request = context();
    const answer = await ordersThroughSource(source, request, chosen.accounts);
    expect(answer).toEqual(truth);
    const all = Object.values(truth).flat();
    expect(all.length).toBeGreaterThan(1000);
    expect(all.flatMap((order) => order.lines).length).toBeGreaterThan(10_000);
    expect(new Set(all.map((order) => order.status))).toEqual(new Set(['OPEN', 'SHIPPED']));
    expect(request.ledger.report()).toMatchObject([{ system: 'adventureworks', status: 'OK', statements: 3 }]);
  });

  it('counts and pages orders per customer as the tables do', async () => {
    const truth = await ordersByHand(hand, chosen.accounts);
    const counts = await source.count(
      { kind: 'count', relation: orders, by: { column: 'account_id', keys: chosen.accounts } },
      context(),
    );
    const counted = Object.fromEntries(counts.map(({ parent, count }) => [parent, count]));
    for (const account of chosen.accounts) expect(counted[account] ?? 0, account).toBe(truth[account]?.length);
    const newest = await source.rows(
      {
        kind: 'rows',
        relation: orders,
        by: { column: 'account_id', keys: chosen.accounts },
        columns: ['order_number', 'placed_at'],
        order: [{ column: 'placed_at', direction: 'desc' }],
        first: 3,
      },
      context(),
    );
    for (const account of chosen.accounts) {
      const own = newest.filter(({ parent }) => parent === account).map(({ row }) => row);
      // Which of several orders of one day comes third is nobody's promise.
      expect(
        own.map((row) => row.placed_at),
        account,
      ).toEqual(truth[account]?.slice(0, 3).map((order) => order.placedAt));
      const numbers = new Set(truth[account]?.map((order) => order.number));
      expect(
        own.filter((row) => !numbers.has(row.order_number)),
        account,
      ).toEqual([]);
    }
    expect(newest.length).toBeGreaterThan(400);
  });

  it('returns every product with its price, cost and stock', async () => {
    const truth = await productsByHand(hand);
    expect(Object.keys(truth)).toHaveLength(504);
    expect(await productsThroughSource(source, context())).toEqual(truth);
  });

  it('feeds every customer once: persons by name, stores as organisations with the e-mail of their contact', async () => {
    const rows = [];
    for await (const batch of source.stream(customers, context(), 5000)) rows.push(...batch);
    expect(rows).toHaveLength(19_820);
    expect(new Set(rows.map((row) => row.account_id)).size).toBe(19_820);
    expect(rows.filter((row) => row.kind === 'ORGANIZATION')).toHaveLength(1336);
    expect(rows.filter((row) => !/^[A-Z]{2}$/.test(row.country ?? ''))).toEqual([]);
    const byId = new Map(rows.map((row) => [row.account_id, row]));
    const persons = await ask<Record<string, string | null>>(
      `select customer.customerid::text as id, firstname, middlename, lastname, suffix, emailaddress, phonenumber
         from sales.customer, person.person p, person.emailaddress m, person.personphone t
        where storeid is null and personid = p.businessentityid
          and m.businessentityid = personid and t.businessentityid = personid`,
    );
    expect(persons).toHaveLength(18_484);
    for (const truth of persons) {
      const row = byId.get(truth['id'] ?? '');
      const family = truth['suffix'] ? `${truth['lastname']} ${truth['suffix']}` : truth['lastname'];
      expect(
        [row?.kind, row?.given_name, row?.middle_name, row?.family_name, row?.email, row?.phone],
        truth['id'] ?? '',
      ).toEqual([
        'PERSON',
        truth['firstname'],
        truth['middlename'],
        family,
        [truth['emailaddress']],
        [truth['phonenumber']],
      ]);
    }
    const stores = await ask<Record<string, string>>(
      `select customerid::text as id, name, array_to_string(array(
                select emailaddress from person.emailaddress where businessentityid in
                  (select personid from person.businessentitycontact bc where bc.businessentityid = storeid)), '|') as mail
         from sales.customer join sales.store on storeid = businessentityid`,
    );
    expect(stores).toHaveLength(1336);
    for (const truth of stores) {
      const row = byId.get(truth['id'] ?? '');
      expect([row?.organization_name, row?.email.join('|')], truth['id']).toEqual([truth['name'], truth['mail']]);
    }
  });

  it('feeds one event for each order placed and each order shipped', async () => {
    const kinds = new Map<string, number>();
    const ids = new Set<string>();
    for await (const batch of source.stream(events, context(), 5000))
      for (const row of batch) {
        kinds.set(row.kind ?? '', (kinds.get(row.kind ?? '') ?? 0) + 1);
        ids.add(row.event_id);
      }
    expect(Object.fromEntries(kinds)).toEqual({ ORDER_PLACED: 21_647, ORDER_SHIPPED: 21_628 });
    expect(ids.size).toBe(43_275);
  });

  it('takes a product apart as the tables do today', async () => {
    const [truth] = await ask<{ sku: string; parts: string[] }>(
      `select a.productnumber as sku,
              array_agg(c.productnumber || ' ' || trim_scale(perassemblyqty) order by c.productnumber collate "C") as parts
         from production.billofmaterials, production.product a, production.product c
        where a.productid = productassemblyid and c.productid = componentid and enddate is null
        group by 1 order by count(*) desc, 1 limit 1`,
    );
    const rows = await source.rows(
      {
        kind: 'rows',
        relation: billOfMaterials,
        by: { column: 'sku', keys: [truth?.sku ?? ''] },
        columns: ['component_sku', 'quantity'],
      },
      context(),
    );
    const parts = rows.map(({ row }) => `${row.component_sku} ${Number(row.quantity)}`).sort();
    expect(parts).toEqual(truth?.parts);
    expect(parts.length).toBeGreaterThan(5);
    const [{ n = 0 } = {}] = await ask<{ n: number }>(
      `select count(distinct (productassemblyid, componentid))::int as n from production.billofmaterials
        where enddate is null and productassemblyid is not null`,
    );
    const counts = await source.count({ kind: 'count', relation: billOfMaterials }, context());
    expect(counts).toEqual([{ parent: '', count: n }]);
  });

  it('knows vendors, and a price only where it is the price of a piece', async () => {
    const prices = await source.rows(
      { kind: 'rows', relation: supplierPrices, columns: ['price', 'lead_time_days'] },
      context(),
    );
    expect(prices).toHaveLength(460);
    expect(prices.filter(({ row }) => row.price !== null)).toHaveLength(154);
    const sold = await source.rows({ kind: 'rows', relation: vendors, columns: ['name', 'is_active'] }, context());
    expect(sold).toHaveLength(104);
    expect(sold.filter(({ row }) => row.is_active === false)).toHaveLength(4);
  });

  it('ships what has a ship date, with the tracking number of its lines', async () => {
    const truth = await ask<{ id: string; carrier: string; tracking: string | null }>(
      `select salesorderid::text as id, max(shipmethod.name) as carrier, max(carriertrackingnumber) as tracking
         from sales.salesorderheader natural join (select salesorderid, carriertrackingnumber from sales.salesorderdetail) d
         join purchasing.shipmethod using (shipmethodid)
        where customerid = any($1::int[]) and shipdate is not null group by 1`,
      [chosen.accounts],
    );
    const rows = await source.rows(
      {
        kind: 'rows',
        relation: shipments,
        by: { column: 'account_id', keys: chosen.accounts },
        columns: ['carrier', 'tracking_number', 'status'],
      },
      context(),
    );
    const answer = new Map(rows.map(({ row }) => [row.shipment_id, row]));
    expect(answer.size).toBe(truth.length);
    expect(truth.length).toBeGreaterThan(1000);
    for (const { id, carrier, tracking } of truth) {
      const row = answer.get(id);
      expect([row?.carrier, row?.tracking_number, row?.status], id).toEqual([carrier, tracking, 'SHIPPED']);
    }
  });
});
