import { DAY, now, workTime } from '../company/calendar.ts';
import { startOf } from './presence.ts';
import type { Account, Invoice, Order } from './rows.ts';
import { anAccount, type Scene } from './scene.ts';

const carriers = ['Prairie Freight', 'Nordlicht Spedition', 'Hanse Paket', 'SF Cargo 顺达', 'Channel Parcel'];
const day = (moment: number): number => Math.floor(moment / DAY) * DAY;

/** Invoice, payments and shipments of every order since the ERP system came. */
export function planBilling(scene: Scene): void {
  for (const order of scene.history.orders) {
    const account = anAccount(scene, 'demo-erp');
    if (!account || order.placedAt < startOf['demo-erp']) continue;
    ship(scene, account, order);
    bill(scene, account, order);
  }
}

function bill(scene: Scene, account: Account, order: Order): void {
  const { random, sequences, history } = scene;
  if (order.shippedAt === null && order.status !== 'CONFIRMED') return;
  const issuedOn = Math.min(day(order.shippedAt ?? order.placedAt) + random.int(0, 3) * DAY, day(now));
  const dueOn = issuedOn + random.pick([14, 30, 30, 45]) * DAY;
  const overdue = dueOn < now;
  const outcome = order.shippedAt === null ? 'DRAFT' : random.chance(0.01) ? 'CANCELLED' : random.weighted([['PAID', overdue ? 94 : 45], ['PARTLY_PAID', 3], ['OPEN', overdue ? 3 : 52]] as const); // prettier-ignore
  const paid =
    outcome === 'PAID' ? order.totalCents : outcome === 'PARTLY_PAID' ? Math.round(order.totalCents * 0.4) : 0;
  const invoice: Invoice = {
    account,
    number: sequences.next('demo-erp invoices'),
    order,
    issuedOn,
    dueOn,
    status: outcome,
    totalCents: order.totalCents,
    balanceCents: outcome === 'CANCELLED' ? 0 : order.totalCents - paid,
  };
  history.invoices.push(invoice);
  if (paid === 0) return;
  const parts = paid > 500_000 && random.chance(0.3) ? [Math.floor(paid / 2), paid - Math.floor(paid / 2)] : [paid];
  for (const amountCents of parts) {
    const paidOn = Math.min(issuedOn + random.int(2, 45) * DAY, day(now));
    const method = random.weighted([['TRANSFER', 60], ['DIRECT_DEBIT', 20], ['CARD', 12], ['CHEQUE', 8]] as const); // prettier-ignore
    history.payments.push({ number: sequences.next('demo-erp payments'), invoice, paidOn, amountCents, method });
  }
}

function ship(scene: Scene, account: Account, order: Order): void {
  const { random, sequences, history } = scene;
  if (order.shippedAt === null && order.status !== 'CONFIRMED') return;
  const parcels = order.lines.length > 3 && random.chance(0.25) ? 2 : 1;
  for (let i = 0; i < parcels; i++) {
    const shippedAt = order.shippedAt === null ? workTime(random, now) : workTime(random, order.shippedAt - i * DAY);
    const arrival = workTime(random, shippedAt + random.int(1, 8) * DAY);
    const arrived = order.shippedAt !== null && arrival < now - DAY;
    history.shipments.push({
      account,
      number: sequences.next('demo-erp shipments'),
      order,
      shippedAt: Math.max(shippedAt, order.placedAt),
      deliveredAt: arrived ? Math.max(arrival, order.placedAt) : null,
      status:
        order.shippedAt === null
          ? 'PREPARING'
          : arrived
            ? random.chance(0.015)
              ? 'RETURNED'
              : 'DELIVERED'
            : 'SHIPPED',
      carrier: random.pick(carriers),
      tracking: `${random.pick(['PF', 'NS', 'HP', 'SF'])}${random.digits(10)}`,
    });
  }
}
