import { DAY, dayBetween, now, workTime } from '../company/calendar.ts';
import { currencyOf } from '../company/places.ts';
import type { SalesPerson } from '../company/staff.ts';
import { startOf } from './presence.ts';
import type { Account, Activity, Commitment, Line, Opportunity, Quote } from './rows.ts';
import { accountsOf, anAccount, type Scene } from './scene.ts';
import { basket, sumOf } from './trading.ts';

const subjects: Record<Activity['kind'], readonly string[]> = {
  CALL: ['Called about the next order', 'Asked for the annual demand', 'Price question', 'Called back'],
  MEETING: ['Review of the year', 'Framework contract', 'Meeting at the fair stand'],
  VISIT: ['Visit on site', 'Tour of the workshop', 'Old machine inspected'],
  EMAIL: ['Sent the data sheets', 'Sent prices', 'Answer to a question about delivery'],
  LETTER: ['Letter about the new price list', 'Season greetings'],
  DEMO: ['Machine shown in the works', 'Demonstration with own material'],
  NOTE: ['New purchasing manager', 'Budget comes in autumn', 'Competitor has an offer in'],
};

const promises = [
  'Special price on consumables',
  'Loan machine during repair',
  'Training for two operators',
  'Delivery before the works holiday',
  'Technician on site within a day',
];

export function addActivity(
  scene: Scene,
  account: Account,
  occurredAt: number,
  kind: Activity['kind'],
  seller: SalesPerson,
  subject?: string,
): Activity {
  const activity = {
    account,
    number: scene.sequences.next('demo-crm activities'),
    occurredAt,
    kind,
    seller,
    subject: subject ?? scene.random.pick(subjects[kind]),
  };
  scene.history.activities.push(activity);
  return activity;
}

export function addOpportunity(
  scene: Scene,
  account: Account,
  openedAt: number,
  stage: Opportunity['stage'],
  lines: readonly Line[],
  seller: SalesPerson,
): Opportunity {
  const chances = { PROSPECTING: 0.1, QUALIFIED: 0.25, PROPOSAL: 0.45, NEGOTIATION: 0.7, WON: 1, LOST: 0 };
  const done = stage === 'WON' || stage === 'LOST';
  const opportunity: Opportunity = {
    account,
    number: scene.sequences.next('demo-crm opportunities'),
    name: `${lines[0]?.product.name ?? 'Machines'} for ${scene.profile.firm?.core ?? scene.profile.person.family}`,
    stage,
    amountCents: sumOf(lines),
    currency: currencyOf[scene.profile.country],
    probability: chances[stage],
    openedAt,
    closedAt: done ? Math.min(workTime(scene.random, openedAt + scene.random.int(8, 70) * DAY), now) : null,
    expectedOn: (done ? openedAt : now) + scene.random.int(10, 80) * DAY,
    seller,
  };
  scene.history.opportunities.push(opportunity);
  return opportunity;
}

export function addQuote(
  scene: Scene,
  account: Account,
  quotedAt: number,
  status: Quote['status'],
  lines: readonly Line[],
  seller: SalesPerson,
  opportunity: Opportunity | null,
): Quote {
  const quote: Quote = {
    account,
    number: scene.sequences.next('demo-crm quotes'),
    opportunity,
    quotedAt,
    validUntil: Math.floor(quotedAt / DAY) * DAY + scene.random.pick([30, 45, 60]) * DAY,
    status,
    lines,
    currency: currencyOf[scene.profile.country],
    seller,
  };
  scene.history.quotes.push(quote);
  return quote;
}

export function addCommitment(
  scene: Scene,
  account: Account,
  promisedAt: number,
  status: Commitment['status'],
  seller: SalesPerson,
  dueOn: number,
  subject?: string,
): Commitment {
  const commitment = {
    account,
    number: scene.sequences.next('demo-crm commitments'),
    promisedAt,
    dueOn,
    status,
    seller,
    subject: subject ?? scene.random.pick(promises),
  };
  scene.history.commitments.push(commitment);
  return commitment;
}

export function addOwner(
  scene: Scene,
  account: Account,
  seller: SalesPerson,
  sinceOn: number,
  untilOn: number | null,
): void {
  scene.history.owners.push({
    account,
    number: scene.sequences.next('demo-crm account-owners'),
    seller,
    sinceOn,
    untilOn,
  });
}

/** Owners, contacts, chances and promises: what sales wrote into the sales force system. */
export function planSelling(scene: Scene): void {
  const { random, company, owner } = scene;
  for (const account of accountsOf(scene, 'demo-crm')) planOwners(scene, account);
  const someAccount = anAccount(scene, 'demo-crm');
  if (!someAccount) return;
  const begin = Math.max(startOf['demo-crm'], someAccount.createdAt);
  const end = Math.min(now, scene.quietSince - DAY);
  if (end <= begin + 2 * DAY) return;
  for (let i = random.int(1, 6); i > 0; i--) {
    const occurredAt = workTime(random, dayBetween(random, begin, end));
    const kind = random.weighted([['CALL', 40], ['EMAIL', 20], ['VISIT', 12], ['MEETING', 12], ['NOTE', 10], ['LETTER', 4], ['DEMO', 2]] as const); // prettier-ignore
    if (kind !== 'EMAIL' || scene.optOutAt === null || occurredAt < scene.optOutAt - DAY)
      addActivity(scene, anAccount(scene, 'demo-crm') ?? someAccount, occurredAt, kind, owner);
  }
  for (let i = random.weighted([[0, 40], [1, 38], [2, 16], [3, 6]] as const); i > 0; i--) planChance(scene, anAccount(scene, 'demo-crm') ?? someAccount, begin, end); // prettier-ignore
  if (random.chance(0.2)) {
    const promisedAt = workTime(random, dayBetween(random, begin, end));
    const dueOn = Math.floor(promisedAt / DAY) * DAY + random.int(7, 60) * DAY;
    const status = dueOn > now ? 'OPEN' : random.weighted([['KEPT', 85], ['BROKEN', 9], ['WITHDRAWN', 6]] as const); // prettier-ignore
    addCommitment(scene, someAccount, promisedAt, status, owner, dueOn);
  }

  function planChance(at: Scene, account: Account, from: number, to: number): void {
    const openedAt = workTime(random, dayBetween(random, from, to));
    const old = now - openedAt > 120 * DAY;
    const stage = old ? random.weighted([['WON', 55], ['LOST', 45]] as const) : random.pick(['PROSPECTING', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'] as const); // prettier-ignore
    const lines = basket(random, company, currencyOf[at.profile.country], openedAt, random.pick([0, 250, 500, 1000]));
    const chance = addOpportunity(at, account, openedAt, stage, lines, owner);
    if (stage === 'PROSPECTING' || stage === 'QUALIFIED' || random.chance(0.15)) return;
    const quotedAt = Math.min(workTime(random, openedAt + random.int(0, 7) * DAY), now);
    const status =
      stage === 'WON'
        ? 'ACCEPTED'
        : stage === 'LOST'
          ? random.pick(['REJECTED', 'EXPIRED', 'CANCELLED'] as const)
          : random.pick(['SENT', 'SENT', 'DRAFT'] as const);
    addQuote(at, account, quotedAt, status, lines, owner, chance);
  }
}

function planOwners(scene: Scene, account: Account): void {
  const { random, company, owner } = scene;
  const begin = Math.floor(account.createdAt / DAY) * DAY;
  const before = company.staff.find((s) => s.country === owner.country && s.leftAt !== null && s !== owner);
  if (before?.leftAt && begin < before.leftAt - 30 * DAY && random.chance(0.25)) {
    const end = Math.floor(before.leftAt / DAY) * DAY;
    addOwner(scene, account, before, begin, end);
    addOwner(scene, account, owner, end + DAY, null);
  } else addOwner(scene, account, owner, begin, null);
}
