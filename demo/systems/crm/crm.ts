import { isoDate } from '../../company/calendar.ts';
import type { Company } from '../../company/company.ts';
import { leftOn } from '../../company/staff.ts';
import type { Account, Activity, Consent, History, Opportunity, Quote, Reference } from '../../history/rows.ts';
import { sumOf } from '../../history/trading.ts';
import { localTime } from '../local-time.ts';
import { decimal } from '../money.ts';
import type { DemoSystem, Rows } from '../system.ts';
import { cloudId } from './cloud-id.ts';

const time = localTime('UTC');

const stage: Record<Opportunity['stage'], string> = {
  PROSPECTING: 'Prospecting',
  QUALIFIED: 'Qualification',
  PROPOSAL: 'Proposal/Price Quote',
  NEGOTIATION: 'Negotiation/Review',
  WON: 'Closed Won',
  LOST: 'Closed Lost',
};
const quoteStatus: Record<Quote['status'], string> = {
  DRAFT: 'Draft',
  SENT: 'Presented',
  ACCEPTED: 'Accepted',
  REJECTED: 'Denied',
  EXPIRED: 'Expired',
  CANCELLED: 'Withdrawn',
};
const tasks: Partial<Record<Activity['kind'], string>> = {
  CALL: 'Call',
  EMAIL: 'Email',
  LETTER: 'Letter',
  NOTE: 'Note',
};
const events: Partial<Record<Activity['kind'], string>> = { MEETING: 'Meeting', VISIT: 'On-site', DEMO: 'Demo' };
const commitmentStatus = { OPEN: 'Open', KEPT: 'Fulfilled', BROKEN: 'Missed', WITHDRAWN: 'Withdrawn' };

const accountId = (account: Account): string => cloudId('account', account.number);

function writeAccount(account: Account, optOut: Consent | undefined, rows: Rows): void {
  const { view } = account;
  const person = view.kind === 'PERSON';
  rows.add('cloudcrm."Account"', [
    accountId(account),
    person,
    view.organization ?? view.person.full,
    person ? view.person.given : null,
    person ? view.person.middle : null,
    person ? view.person.family : null,
    view.person.other,
    person ? view.email : null,
    view.phone,
    view.street,
    view.city,
    view.region,
    view.postalCode,
    view.country,
    view.birthOn,
    view.gender === 'F' ? 'Ms.' : view.gender === 'M' ? 'Mr.' : null,
    view.taxNumber,
    optOut !== undefined,
    optOut ? time.timestamp(optOut.changedAt) : null,
    time.timestamp(account.createdAt),
    time.timestamp(account.updatedAt),
    account.isDeleted,
  ]);
  rows.add('cloudcrm."Contact"', [
    cloudId('contact', account.number),
    accountId(account),
    view.person.given,
    view.person.family,
    view.email,
    view.phone,
    view.mobile,
    account.isDeleted,
  ]);
}

function writeQuote(quote: Quote, rows: Rows): void {
  const id = cloudId('quote', quote.number);
  rows.add('cloudcrm."Quote"', [
    id,
    `Q-${String(quote.number).padStart(8, '0')}`,
    accountId(quote.account),
    quote.opportunity ? cloudId('opportunity', quote.opportunity.number) : null,
    cloudId('user', quote.seller.number),
    quoteStatus[quote.status],
    decimal(sumOf(quote.lines)),
    quote.currency,
    time.timestamp(quote.quotedAt),
    isoDate(quote.validUntil),
  ]);
  quote.lines.forEach((l, i) => {
    rows.add('cloudcrm."QuoteLineItem"', [
      cloudId('quoteLine', quote.number * 8 + i),
      id,
      i + 1,
      l.product.sku,
      l.product.name,
      l.quantity,
      decimal(l.unitCents),
      decimal(l.discount),
      decimal(l.totalCents),
      quote.currency,
    ]);
  });
}

function writeSelling(history: History, rows: Rows): void {
  for (const o of history.opportunities) {
    rows.add('cloudcrm."Opportunity"', [
      cloudId('opportunity', o.number),
      accountId(o.account),
      cloudId('user', o.seller.number),
      o.name.slice(0, 160),
      stage[o.stage],
      decimal(o.amountCents),
      o.currency,
      decimal(Math.round(o.probability * 10_000)),
      time.timestamp(o.openedAt),
      time.timestamp(o.closedAt),
      isoDate(o.expectedOn),
      false,
    ]);
  }
  for (const quote of history.quotes) writeQuote(quote, rows);
  for (const a of history.activities) {
    const task = tasks[a.kind];
    const head = [activityId(a), accountId(a.account), cloudId('user', a.seller.number), task ?? events[a.kind] ?? ''];
    rows.add(task ? 'cloudcrm."Task"' : 'cloudcrm."Event"', [...head, a.subject, time.timestamp(a.occurredAt)]);
  }
  for (const c of history.commitments) {
    rows.add('cloudcrm."Commitment__c"', [
      cloudId('commitment', c.number),
      accountId(c.account),
      cloudId('user', c.seller.number),
      c.subject,
      commitmentStatus[c.status],
      isoDate(c.dueOn),
      time.timestamp(c.promisedAt),
    ]);
  }
  for (const o of history.owners) {
    rows.add('cloudcrm."AccountTeamMember"', [
      cloudId('teamMember', o.number),
      accountId(o.account),
      cloudId('user', o.seller.number),
      isoDate(o.sinceOn),
      o.untilOn === null ? null : isoDate(o.untilOn),
    ]);
  }
}

const activityId = (activity: Pick<Activity, 'kind' | 'number'>): string =>
  cloudId(tasks[activity.kind] ? 'task' : 'event', activity.number);

function keyText({ relation, row }: Reference): string {
  switch (relation) {
    case 'activities':
      return activityId({ kind: 'kind' in row ? (row as Activity).kind : 'CALL', number: row.number });
    case 'opportunities':
      return cloudId('opportunity', row.number);
    case 'quotes':
      return cloudId('quote', row.number);
    case 'commitments':
      return cloudId('commitment', row.number);
    case 'consents':
      return `${accountId(row.account)}~EMAIL`;
    default:
      return accountId(row.account);
  }
}

export const crm: DemoSystem = {
  system: 'demo-crm',
  title: 'Sales force cloud (2012)',
  database: 'crm',
  env: 'DEMO_CRM_DATABASE_URL',
  timeZone: 'UTC',
  folder: new URL('./', import.meta.url),
  writeMasters(company: Company, rows: Rows) {
    for (const s of company.staff)
      rows.add('cloudcrm."User"', [cloudId('user', s.number), s.name, s.email, s.leftAt === null, leftOn(s)]);
  },
  writeHistory(history: History, rows: Rows) {
    for (const account of history.accounts) {
      if (account.system !== 'demo-crm') continue;
      writeAccount(
        account,
        history.consents.find((c) => c.account === account && c.channel === 'EMAIL' && c.status === 'DENIED'),
        rows,
      );
    }
    writeSelling(history, rows);
  },
  keyText,
};
