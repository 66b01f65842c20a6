import type { Company } from '../../company/company.ts';
import { isoDate, now } from '../../company/calendar.ts';
import { Random } from '../../company/random.ts';
import { plainLetters } from '../../dirt/typing.ts';
import type { Account, History, Invoice, Payment, Reference, Shipment } from '../../history/rows.ts';
import { localTime } from '../local-time.ts';
import { decimal } from '../money.ts';
import type { DemoSystem, Rows } from '../system.ts';

const time = localTime('Europe/Berlin');
const mandt = '100';
const noDay = '00000000';
const noTime = '000000';

/** A calendar day (midnight UTC) as eight digits; moments go through the clock of Berlin instead. */
const day = (midnight: number | null): string => (midnight === null ? noDay : isoDate(midnight).replaceAll('-', ''));

const invoiceCode: Record<Invoice['status'], string> = {
  DRAFT: 'E',
  OPEN: 'A',
  PARTLY_PAID: 'B',
  PAID: 'C',
  CANCELLED: 'S',
};
const shipmentCode: Record<Shipment['status'], string> = {
  PREPARING: 'K',
  SHIPPED: 'W',
  DELIVERED: 'Z',
  RETURNED: 'R',
  CANCELLED: 'S',
};
const paymentCode: Record<Payment['method'], string> = { TRANSFER: 'U', CARD: 'K', CHEQUE: 'S', DIRECT_DEBIT: 'L' };

const customer = (account: Account): string => String(1_000_000 + account.number).padStart(10, '0');
const invoiceKey = (number: number): string => `9${String(number).padStart(9, '0')}`;
const shipmentKey = (number: number): string => `8${String(number).padStart(9, '0')}`;

function writeMasters(company: Company, rows: Rows): void {
  const random = new Random(company.seed, 'erp masters');
  for (const p of company.products) {
    rows.add('wawi.mara', [mandt, p.sku, p.category, '20080102', p.isActive ? '' : 'X']);
    rows.add('wawi.makt', [mandt, p.sku, 'D', p.german]);
    rows.add('wawi.makt', [mandt, p.sku, 'E', p.name]);
    rows.add('wawi.makt', [mandt, p.sku, '1', p.chinese]);
    rows.add('wawi.mbew', [mandt, p.sku, decimal(p.costCents * 10), decimal(p.listCents * 10), 10, 'USD']);
    for (const place of random.sample(['DULU01', 'HAMB01', 'SHEF01', 'SHAN01', 'SHAN02'], random.int(1, 4))) {
      const counted = now - random.int(1, 200) * 86_400_000;
      rows.add('wawi.mard', [
        mandt,
        p.sku,
        place,
        `${random.chance(0.12) ? 0 : random.int(1, 400)}.000`,
        time.day(counted),
        time.clock(counted),
      ]);
    }
    for (const c of p.components)
      rows.add('wawi.stpo', [mandt, p.sku, c.sku, `${c.quantity}.000`, '20080102', '99991231']);
    if (p.components.length === 0 || random.chance(0.2)) {
      for (const v of random.sample(company.vendors, random.int(1, 3))) {
        rows.add('wawi.eine', [
          mandt,
          p.sku,
          vendorKey(v.number),
          decimal(Math.round(p.costCents * (0.8 + random.next() * 0.3))),
          'USD',
          random.int(3, 60),
        ]);
      }
    }
  }
  for (const v of company.vendors) rows.add('wawi.lfa1', [mandt, vendorKey(v.number), v.name, v.isActive ? '' : 'X']);
}

const vendorKey = (number: number): string => String(500_000 + number).padStart(10, '0');

function writeAccount(account: Account, rows: Rows): void {
  const { view } = account;
  const latin = (text: string | null, length: number) =>
    plainLetters(text ?? '', 'german')
      .replace(/\p{Script=Han}/gu, '')
      .slice(0, length);
  const person = `${view.person.given} ${view.person.family}`;
  rows.add('wawi.kna1', [
    mandt,
    customer(account),
    view.kind === 'PERSON' ? 'PRIV' : 'DEBI',
    (view.organization ?? person).slice(0, 60),
    view.organization ? person.slice(0, 60) : '',
    latin(view.street, 60),
    view.city,
    view.postalCode,
    latin(view.region, 40),
    view.country,
    view.phone ?? '',
    view.mobile ?? '',
    view.email ?? '',
    view.taxNumber ?? '',
    view.birthOn?.replaceAll('-', '') ?? noDay,
    time.day(account.createdAt),
    time.day(account.updatedAt),
    time.clock(account.updatedAt),
    account.isDeleted ? 'X' : '',
  ]);
}

function writeHistory(history: History, rows: Rows): void {
  for (const account of history.accounts) if (account.system === 'demo-erp') writeAccount(account, rows);
  for (const i of history.invoices) {
    rows.add('wawi.vbrk', [
      mandt,
      invoiceKey(i.number),
      customer(i.account),
      i.order.printed,
      day(i.issuedOn),
      day(i.dueOn),
      invoiceCode[i.status],
      decimal(i.totalCents),
      decimal(i.balanceCents),
      i.order.currency,
    ]);
  }
  for (const p of history.payments) {
    rows.add('wawi.zahleing', [
      mandt,
      p.number,
      invoiceKey(p.invoice.number),
      day(p.paidOn),
      decimal(p.amountCents),
      p.invoice.order.currency,
      paymentCode[p.method],
    ]);
  }
  for (const s of history.shipments) {
    const [arrivalDay, arrivalTime] =
      s.deliveredAt === null ? [noDay, noTime] : [time.day(s.deliveredAt), time.clock(s.deliveredAt)];
    rows.add('wawi.likp', [
      mandt,
      shipmentKey(s.number),
      customer(s.account),
      s.order.printed,
      time.day(s.shippedAt),
      time.clock(s.shippedAt),
      arrivalDay,
      arrivalTime,
      shipmentCode[s.status],
      s.carrier,
      s.tracking,
    ]);
  }
}

export const erp: DemoSystem = {
  system: 'demo-erp',
  title: 'Warenwirtschaft (2008)',
  database: 'erp',
  env: 'DEMO_ERP_DATABASE_URL',
  timeZone: 'Europe/Berlin',
  folder: new URL('./', import.meta.url),
  writeMasters,
  writeHistory,
  keyText({ relation, row }: Reference) {
    if (relation === 'customers') return customer(row.account);
    if (relation === 'invoices') return invoiceKey(row.number);
    return relation === 'shipments' ? shipmentKey(row.number) : String(row.number);
  },
};
