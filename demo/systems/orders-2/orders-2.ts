import type { Account, History, Order, OrderStatus, Reference } from '../../history/rows.ts';
import { localTime } from '../local-time.ts';
import { decimal } from '../money.ts';
import type { DemoSystem, Rows } from '../system.ts';

const time = localTime('Europe/London');
const epoch = (ms: number): number => Math.floor(ms / 1000);
const state: Record<OrderStatus, string> = {
  OPEN: 'pending',
  CONFIRMED: 'processing',
  BACKORDERED: 'awaiting-stock',
  SHIPPED: 'dispatched',
  CLOSED: 'complete',
  CANCELLED: 'cancelled',
  REJECTED: 'fraud',
};

function writeAccount(account: Account, rows: Rows): void {
  const { view, number } = account;
  rows.add('bw_customer', [
    number,
    view.person.given,
    view.person.family,
    view.organization ?? '',
    view.email ?? '',
    'x'.repeat(32),
    number % 7 === 0 ? 1 : 0,
    account.isDeleted ? 1 : 0,
    epoch(account.createdAt),
    time.timestamp(account.updatedAt),
  ]);
  const extras: readonly (readonly [string, string | null])[] = [
    ['phone', view.phone],
    ['phone2', view.mobile],
    ['street', view.street],
    ['city', view.city],
    ['region', view.region],
    ['zip', view.postalCode],
    ['country', view.country],
    ['birthday', view.birthOn],
    ['sex', view.gender === 'F' ? 'female' : view.gender === 'M' ? 'male' : null],
    ['vat', view.taxNumber],
  ];
  for (const [attr, value] of extras) if (value !== null) rows.add('bw_customer_extra', [number, attr, value]);
}

function writeOrder(order: Order, rows: Rows): void {
  rows.add('bw_order', [
    order.number,
    order.printed,
    order.account.number,
    epoch(order.placedAt),
    order.shippedAt === null ? 0 : epoch(order.shippedAt),
    state[order.status],
    order.currency,
    decimal(order.freightCents),
    decimal(order.taxCents),
    decimal(order.totalCents),
    order.reference ?? '',
  ]);
  order.lines.forEach((l, i) => {
    rows.add('bw_order_item', [
      order.number * 8 + i,
      order.number,
      i + 1,
      l.product.sku,
      l.product.name,
      l.quantity,
      decimal(l.unitCents),
      decimal(l.discount),
      decimal(l.totalCents),
    ]);
  });
}

export const orders2: DemoSystem = {
  system: 'demo-orders-2',
  title: 'Brackwater web shop (2004, bought in 2011)',
  database: 'orders_2',
  env: 'DEMO_ORDERS_2_DATABASE_URL',
  timeZone: 'Europe/London',
  folder: new URL('./', import.meta.url),
  writeMasters: () => undefined,
  writeHistory(history: History, rows: Rows) {
    for (const account of history.accounts) if (account.system === 'demo-orders-2') writeAccount(account, rows);
    for (const order of history.orders) if (order.account.system === 'demo-orders-2') writeOrder(order, rows);
  },
  keyText: ({ row }: Reference) => String(row.number),
};
