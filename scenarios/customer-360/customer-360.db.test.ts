import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoGraph, type Answer, type DemoGraph } from '../graph/graph.ts';
import {
  balancesByHand,
  LegacyDatabases,
  openTicketsByHand,
  ordersByHand,
  productNamesByHand,
  quotesByHand,
  touchesByHand,
  type Account,
} from './by-hand.ts';

interface Money {
  amount: string;
  currency: string;
}
interface Customer360 {
  id: string;
  displayName: string;
  accounts: Account[];
  orders: {
    nodes: {
      id: string;
      number: string;
      placedAt: string;
      status: string;
      total: Money;
      lines: { quantity: string; unitPrice: Money; product: { sku: string; name: string } | null }[];
    }[];
  };
  tickets: { nodes: { openedAt: string; subject: string }[] };
  quotes: { nodes: { quotedAt: string; total: Money; salesPerson: { name: string; isActive: boolean } }[] };
  touches: { nodes: { occurredAt: string; campaign: { name: string } }[] };
  balance: Money | null;
}

let graph: DemoGraph;
let legacy: LegacyDatabases;
let query: string;

beforeAll(async () => {
  graph = await startDemoGraph('whole_');
  legacy = await LegacyDatabases.connect(graph.adminUrl, graph.prefix);
  query = await readFile(new URL('./query.graphql', import.meta.url), 'utf8');
}, 120_000);

afterAll(async () => {
  await legacy.end();
  await graph.stop();
});

/** All customers that the hub knows, by pages. */
async function everyCustomer(): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: {
      customers: { nodes: { id: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
    } = (
      await graph.ask<never>(
        'query ($after: String) { customers(first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }',
        { after },
      )
    ).data;
    ids.push(...page.customers.nodes.map(({ id }) => id));
    after = page.customers.pageInfo.hasNextPage ? page.customers.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

const cents = (money: Money | null): string => (money ? `${Number(money.amount).toFixed(2)} ${money.currency}` : '');

test('one query answers the whole of every customer as hand-written SQL over the six legacy databases does', async () => {
  const ids = await everyCustomer();
  expect(ids.length).toBeGreaterThan(100);
  const names = await productNamesByHand(legacy);
  const seen = { orders: 0, tickets: 0, quotes: 0, touches: 0, balances: 0, twoSystems: 0 };
  for (const id of ids) {
    const { data, errors } = await graph.ask<{ customer: Customer360 }>(query, { id });
    expect(errors).toEqual([]);
    const { accounts, orders, tickets, quotes, touches, balance } = data.customer;
    const hand = (await ordersByHand(legacy, accounts)).slice(0, 5);
    expect(
      orders.nodes.map((order) => ({
        placedAt: order.placedAt,
        number: order.number,
        status: order.status,
        total: Number(order.total.amount).toFixed(2),
        currency: order.total.currency,
        lines: order.lines.map(
          (line) =>
            `${line.product?.sku ?? ''} x ${String(Number(line.quantity))} at ${Number(line.unitPrice.amount).toFixed(2)}`,
        ),
      })),
    ).toEqual(hand);
    for (const { product } of orders.nodes.flatMap(({ lines }) => lines))
      expect(product?.name).toBe(names.get(product?.sku ?? ''));
    expect(tickets.nodes.map((t) => `${t.openedAt} ${t.subject}`)).toEqual(await openTicketsByHand(legacy, accounts));
    expect(
      quotes.nodes.map(
        (q) => `${q.quotedAt} ${cents(q.total)} ${q.salesPerson.name} ${String(q.salesPerson.isActive)}`,
      ),
    ).toEqual((await quotesByHand(legacy, accounts)).slice(0, 10));
    expect(touches.nodes.map((t) => `${t.occurredAt} ${t.campaign.name}`)).toEqual(
      await touchesByHand(legacy, accounts),
    );
    const balances = await balancesByHand(legacy, accounts);
    expect(cents(balance)).toBe(balances.length === 1 ? balances[0] : '');
    seen.orders += hand.length;
    seen.tickets += tickets.nodes.length;
    seen.quotes += quotes.nodes.length;
    seen.touches += touches.nodes.length;
    seen.balances += balances.length;
    seen.twoSystems += new Set(accounts.map(({ system }) => system)).size > 1 ? 1 : 0;
  }
  // an oracle that compares nothing with nothing would agree too
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(5);
}, 120_000);

/** Relations that the 360 query reads, per system. */
const relationsRead: Record<string, number> = {
  'demo-orders': 1,
  'demo-orders-2': 1,
  'demo-desk': 1,
  'demo-crm': 1,
  'demo-marketing': 1,
  'demo-erp': 2,
};

test('a whole customer costs one statement per field and source, plus who it is; what belongs to a row comes along with it', async () => {
  const ids = await everyCustomer();
  const most: Record<string, number> = {};
  for (const id of ids)
    for (const { system, statements } of Object.values((await graph.ask(query, { id })).sources))
      most[system] = Math.max(most[system] ?? 0, statements);
  const { hub, ...systems } = most;
  expect(systems).toEqual(relationsRead);
  // customer, accounts, e-mails, phones, addresses: one statement each, whatever the number of customers
  expect(hub).toBeLessThanOrEqual(6);
}, 120_000);

const page = `query ($first: Int!, $after: String) { customers(first: $first, after: $after) { pageInfo { endCursor }
  nodes { displayName orders(first: 3) { nodes { number lines { quantity product { name } } account { customer { id } } } }
  tickets { nodes { subject } } balance { amount } } } }`;

interface Page {
  customers: { pageInfo: { endCursor: string }; nodes: unknown[] };
}

test('a page of 50 customers with 3 orders each costs as many statements as a page of 1', async () => {
  const fifty = await graph.ask<Page>(page, { first: 50 });
  expect(fifty.errors).toEqual([]);
  expect(fifty.data.customers.nodes).toHaveLength(50);
  // one customer rarely has an account in every system: the most that any page of one costs, per system
  const one: Record<string, number> = {};
  let after: string | null = null;
  for (let at = 0; at < 50; at += 1) {
    const single: Answer<Page> = await graph.ask<Page>(page, { first: 1, after });
    after = single.data.customers.pageInfo.endCursor;
    for (const { system, statements } of Object.values(single.sources))
      one[system] = Math.max(one[system] ?? 0, statements);
  }
  const many = Object.fromEntries(Object.values(fifty.sources).map(({ system, statements }) => [system, statements]));
  expect(many).toEqual(one);
  expect(many).toMatchObject({ 'demo-orders': 1, 'demo-orders-2': 1, 'demo-desk': 1, 'demo-erp': 2 });
});

test('every domain leads back from its rows to the customer, in one statement for all of them', async () => {
  const paths = ['orders', 'quotes', 'tickets', 'touches', 'invoices', 'activities', 'shipments', 'leads'];
  for (const path of paths) {
    const { data, errors, sources } = await graph.ask<{
      customers: { nodes: ({ id: string } & Record<string, { nodes: { account: { customer: { id: string } } }[] }>)[] };
    }>(`{ customers(first: 50) { nodes { id ${path}(first: 3) { nodes { account { customer { id } } } } } } }`);
    expect(errors).toEqual([]);
    const back = data.customers.nodes.flatMap((customer) =>
      (customer[path]?.nodes ?? []).map(({ account }) => ({ from: customer.id, to: account.customer.id })),
    );
    expect(back.length, path).toBeGreaterThan(5);
    for (const { from, to } of back) expect(to).toBe(from);
    expect(sources['hub']?.statements).toBeLessThanOrEqual(4);
  }
});

test('a query for what is not there gives null, not an error', async () => {
  const { data, errors } = await graph.ask(
    '{ customer(id: "nobody") { id } customerByAccount(system: "demo-crm", id: "x") { id } order(id: "x") { id } product(sku: "x") { name } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ customer: null, customerByAccount: null, order: null, product: null });
});
