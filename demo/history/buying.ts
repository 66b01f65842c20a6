import { DAY, at, dayBetween, now, workTime } from '../company/calendar.ts';
import { currencyOf, type Country } from '../company/places.ts';
import { startOf } from './presence.ts';
import type { Account, Line, Order, OrderStatus } from './rows.ts';
import { accountsOf, type Scene } from './scene.ts';
import { basket, sumOf } from './trading.ts';

const taxOf: Record<Country, number> = { US: 0.07, GB: 0.2, DE: 0.19, FR: 0.2, ES: 0.21, CN: 0.13 };

function statusAt(scene: Scene, placedAt: number): { status: OrderStatus; shippedAt: number | null } {
  const { random } = scene;
  const age = (now - placedAt) / DAY;
  if (random.chance(0.03)) return { status: 'CANCELLED', shippedAt: null };
  if (random.chance(0.008)) return { status: 'REJECTED', shippedAt: null };
  if (age < 3) return { status: 'OPEN', shippedAt: null };
  if (age < 10) return { status: random.chance(0.25) ? 'BACKORDERED' : 'CONFIRMED', shippedAt: null };
  const shippedAt = workTime(random, placedAt + random.int(1, 9) * DAY);
  return { status: age < 35 ? 'SHIPPED' : 'CLOSED', shippedAt };
}

/** Adds one order; without lines a basket is drawn. */
export function placeOrder(
  scene: Scene,
  account: Account,
  day: number,
  options: { lines?: Line[]; discount?: number } = {},
): Order {
  const { random, profile, company, sequences } = scene;
  const placedAt = workTime(random, Math.max(day, startOf[account.system]));
  const currency = currencyOf[profile.country];
  const lines = options.lines ?? basket(random, company, currency, placedAt, options.discount ?? 0);
  const goods = sumOf(lines);
  const freightCents = goods > 500_000 ? 0 : random.pick([900, 1250, 1900, 2450]);
  const taxCents = Math.round((goods + freightCents) * taxOf[profile.country]);
  const number = sequences.next(`${account.system} orders`);
  const order: Order = {
    account,
    number,
    printed: account.system === 'demo-orders' ? String(number).padStart(7, '0') : `BW${100_000 + number}`,
    placedAt,
    ...statusAt(scene, placedAt),
    lines,
    currency,
    freightCents,
    taxCents,
    totalCents: goods + freightCents + taxCents,
    reference: profile.firm && random.chance(0.6) ? `PO-${random.digits(5)}` : null,
  };
  scene.history.orders.push(order);
  return order;
}

/** Everything the customer bought over the years: a few orders for most, many for some. */
export function planOrders(scene: Scene): void {
  const { random, since } = scene;
  const first = accountsOf(scene, 'demo-orders');
  const second = accountsOf(scene, 'demo-orders-2');
  const accounts = [...first, ...second];
  if (accounts.length === 0) return;
  // Customers of an order system that the ERP system never heard of stopped buying before it came.
  const until = accountsOf(scene, 'demo-erp').length > 0 ? now : at(2007, 12, 20);
  const tier = random.weighted([['ordinary', 70], ['key', 24], ['gold', 6]] as const); // prettier-ignore
  const count = { ordinary: () => random.int(1, 4), key: () => random.int(4, 12), gold: () => random.int(12, 34) }[
    tier
  ]();
  const begin = Math.max(since, startOf[accounts[0]?.system ?? 'demo-orders']);
  const last = random.chance(0.6) ? until : dayBetween(random, begin, until);
  const discounts = { ordinary: [0, 0, 0, 250], key: [0, 250, 500, 750], gold: [500, 750, 1000, 1250, 1500] }[tier];
  const days = Array.from({ length: count }, () => dayBetween(random, begin, last)).sort((a, b) => a - b);
  for (const day of days) {
    const open = day < startOf['demo-orders-2'] && first.length > 0 ? first : accounts;
    placeOrder(scene, random.pick(open), day, { discount: random.pick(discounts) });
  }
}
