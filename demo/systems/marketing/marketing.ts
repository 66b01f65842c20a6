import type { Channel } from '../../company/campaigns.ts';
import { isoDate } from '../../company/calendar.ts';
import type { Company } from '../../company/company.ts';
import { Random } from '../../company/random.ts';
import type { Account, History, Lead, Reference, Touch } from '../../history/rows.ts';
import { localTime } from '../local-time.ts';
import { decimal } from '../money.ts';
import type { DemoSystem, Rows } from '../system.ts';

const time = localTime('America/Los_Angeles');
const medium: Record<Channel, string> = {
  EMAIL: 'email',
  LETTER: 'direct_mail',
  PHONE: 'call',
  SMS: 'sms',
  WEB: 'webinar',
  FAIR: 'event',
  SOCIAL: 'social',
  AD: 'paid',
};
const lifecycle: Record<Lead['status'], string> = {
  NEW: 'subscriber',
  WORKING: 'lead',
  QUALIFIED: 'mql',
  CONVERTED: 'customer',
  DISQUALIFIED: 'other',
};

const contactId = (account: Account): string => new Random(account.number, 'contact').uuid();
const leadId = (lead: { number: number }): string => new Random(lead.number, 'lead').uuid();

function properties(account: Account): string {
  const { view } = account;
  const all = {
    firstname: view.person.given,
    lastname: view.person.family,
    company: view.organization,
    email: view.email,
    phone: view.phone ?? view.mobile,
    city: view.city,
    state: view.region,
    zip: view.postalCode,
    country: view.country,
    date_of_birth: view.kind === 'PERSON' && account.number % 3 === 0 ? view.birthOn : null,
    hs_lead_score: (account.number * 37) % 100,
  };
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== '')));
}

function reactions(touch: Touch): (string | null)[] {
  const when = time.timestamp(touch.respondedAt);
  const { response } = touch;
  const seen = response === 'OPENED' || response === 'CLICKED' || response === 'REPLIED' || response === 'UNSUBSCRIBED';
  return [
    seen ? when : null,
    response === 'CLICKED' ? when : null,
    response === 'REPLIED' ? when : null,
    response === 'BOUNCED' ? when : null,
    response === 'UNSUBSCRIBED' ? when : null,
  ];
}

function writeHistory(history: History, rows: Rows): void {
  for (const account of history.accounts) {
    if (account.system === 'demo-marketing')
      rows.add('contacts', [
        contactId(account),
        properties(account),
        time.timestamp(account.createdAt),
        time.timestamp(account.updatedAt),
        account.isDeleted,
      ]);
  }
  for (const l of history.leads) {
    rows.add('form_submissions', [
      leadId(l),
      contactId(l.account),
      l.campaign?.uuid ?? null,
      lifecycle[l.status],
      JSON.stringify({ source: l.source, interest: l.interest }),
      time.timestamp(l.capturedAt),
    ]);
  }
  for (const t of history.touches)
    rows.add('sends', [
      t.number,
      contactId(t.account),
      t.campaign.uuid,
      medium[t.channel],
      time.timestamp(t.occurredAt),
      ...reactions(t),
    ]);
  for (const c of history.consents) {
    if (c.account.system !== 'demo-marketing') continue;
    rows.add('subscription_log', [
      c.number,
      contactId(c.account),
      medium[c.channel],
      c.status === 'GRANTED',
      time.timestamp(c.changedAt),
      c.origin,
    ]);
  }
  for (const v of history.visits) {
    const utm = JSON.stringify(
      v.referrer ? { referrer: v.referrer, product: v.product?.sku } : { product: v.product?.sku },
    );
    rows.add('page_views', [
      v.number,
      contactId(v.account),
      time.timestamp(v.occurredAt),
      `${v.page}?s=${v.number % 97}`,
      utm,
      v.seconds * 1000,
    ]);
  }
}

export const marketing: DemoSystem = {
  system: 'demo-marketing',
  title: 'Marketing cloud (2016)',
  database: 'marketing',
  env: 'DEMO_MARKETING_DATABASE_URL',
  timeZone: 'America/Los_Angeles',
  folder: new URL('./', import.meta.url),
  writeMasters(company: Company, rows: Rows) {
    for (const c of company.campaigns) {
      const budget = `{"planned": ${decimal(c.budgetCents)}, "spent": ${decimal(c.costCents)}, "currency": "USD"}`;
      rows.add('campaigns', [
        c.uuid,
        c.name,
        medium[c.channel],
        isoDate(c.startedAt),
        isoDate(c.endedAt),
        budget,
        false,
      ]);
    }
  },
  writeHistory,
  keyText({ relation, row }: Reference) {
    if (relation === 'leads') return leadId(row);
    if (relation === 'consents') return `${contactId(row.account)}~EMAIL`;
    return relation === 'customers' ? contactId(row.account) : String(row.number);
  },
};
