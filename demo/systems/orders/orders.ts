import { plainLetters } from '../../dirt/typing.ts';
import type { Account, History, Order, OrderStatus, Reference } from '../../history/rows.ts';
import { localTime } from '../local-time.ts';
import type { DemoSystem, Rows } from '../system.ts';

const time = localTime('America/Chicago');

/** 1260630 for 2026-06-30: century since 1900, year, month, day. */
const packedDay = (ms: number | null): number => (ms === null ? 0 : Number(time.day(ms)) - 19_000_000);
const packedClock = (ms: number | null): number => (ms === null ? 0 : Number(time.clock(ms)));

/** What the terminal lets through: capitals without marks, cut to the field. */
const field = (text: string | null, length: number): string =>
  plainLetters(text ?? '', 'german')
    .replace(/[^\x20-\x7e]/g, '')
    .toUpperCase()
    .slice(0, length);

const telexCode: Record<string, string> = { US: 'USA', GB: 'UK', DE: 'D', FR: 'F', ES: 'E', CN: 'RC' };
const statusCode: Record<OrderStatus, string> = {
  OPEN: '10',
  CONFIRMED: '20',
  BACKORDERED: '25',
  SHIPPED: '45',
  CLOSED: '77',
  CANCELLED: '99',
  REJECTED: '90',
};
const stateCode = (region: string, country: string): string => (country === 'US' ? region : '');

const companyOf = (account: Account): number => Math.floor(account.number / 1_000_000);
const customer = (account: Account): string => String(account.number % 1_000_000).padStart(6, '0');

function writeAccount(account: Account, rows: Rows): void {
  const { view } = account;
  const person = [view.person.family, view.person.given].join(', ');
  rows.add('ordlib.cusmas', [
    companyOf(account),
    customer(account),
    account.isDeleted ? 'D' : 'A',
    view.kind === 'PERSON' ? 'P' : 'B',
    field(view.organization ?? person, 30),
    field(view.organization ? `${view.person.given} ${view.person.family}` : '', 30),
    field(view.street, 30),
    field(view.city, 20),
    field(stateCode(view.region, view.country), 3),
    field(view.postalCode, 9),
    telexCode[view.country] ?? '',
    field(view.phone, 20),
    field(view.mobile, 20),
    field(view.email, 60),
    field(view.taxNumber, 18),
    packedDay(account.createdAt),
    packedDay(account.updatedAt),
    packedClock(account.updatedAt),
  ]);
}

function writeOrder(order: Order, rows: Rows): void {
  const company = companyOf(order.account);
  rows.add('ordlib.ordhdr', [
    company,
    order.printed,
    customer(order.account),
    packedDay(order.placedAt),
    packedClock(order.placedAt),
    packedDay(order.shippedAt),
    packedClock(order.shippedAt),
    statusCode[order.status],
    order.currency,
    order.freightCents,
    order.taxCents,
    order.totalCents,
    field(order.reference, 15),
  ]);
  order.lines.forEach((l, i) => {
    rows.add('ordlib.orddtl', [
      company,
      order.printed,
      (i + 1) * 10,
      l.product.sku,
      field(l.product.name, 30),
      l.quantity,
      l.unitCents,
      l.discount,
      l.totalCents,
    ]);
  });
}

function keyText({ relation, row }: Reference): string {
  if (relation === 'customers') return `${companyOf(row.account)}~${customer(row.account)}`;
  return `${companyOf(row.account)}~${String(row.number).padStart(7, '0')}`;
}

export const orders: DemoSystem = {
  system: 'demo-orders',
  title: 'Order entry ORDMAS (1996)',
  database: 'orders',
  env: 'DEMO_ORDERS_DATABASE_URL',
  timeZone: 'America/Chicago',
  folder: new URL('./', import.meta.url),
  writeMasters: () => undefined,
  writeHistory(history: History, rows: Rows) {
    for (const account of history.accounts) if (account.system === 'demo-orders') writeAccount(account, rows);
    for (const order of history.orders) if (order.account.system === 'demo-orders') writeOrder(order, rows);
  },
  keyText,
};
