import type { Campaign, Channel } from '../company/campaigns.ts';
import { DAY, HOUR, dayBetween, now, workTime } from '../company/calendar.ts';
import type { Product } from '../company/catalogue.ts';
import type { Account, Consent, Lead, Touch, Visit } from './rows.ts';
import { accountsOf, anAccount, type Scene } from './scene.ts';

const origins = ['newsletter form', 'link in a mail', 'phone call', 'fair card', 'contract'];
const referrers = [
  'https://search.example/',
  'https://www.example.org/tools',
  null,
  null,
  'https://forum.example/machining',
];

export function addTouch(
  scene: Scene,
  account: Account,
  campaign: Campaign,
  occurredAt: number,
  channel: Channel,
  response: Touch['response'] = 'NONE',
): Touch {
  const reacted = response === 'NONE' ? null : Math.min(occurredAt + scene.random.int(60, 3 * 86_400) * 1000, now);
  const touch = {
    account,
    number: scene.sequences.next('demo-marketing touches'),
    campaign,
    occurredAt,
    channel,
    response,
    respondedAt: reacted,
  };
  scene.history.touches.push(touch);
  return touch;
}

export function addConsent(
  scene: Scene,
  account: Account,
  channel: Channel,
  status: Consent['status'],
  changedAt: number,
  origin?: string,
): Consent {
  const consent = {
    account,
    number: scene.sequences.next(`${account.system} consents`),
    channel,
    status,
    changedAt,
    origin: origin ?? scene.random.pick(origins),
  };
  scene.history.consents.push(consent);
  return consent;
}

export function addLead(
  scene: Scene,
  account: Account,
  capturedAt: number,
  status: Lead['status'],
  source: string,
  campaign: Campaign | null,
  interest?: Product,
): Lead {
  const product = interest ?? scene.random.pick(scene.company.activeProducts);
  const lead = {
    account,
    number: scene.sequences.next('demo-marketing leads'),
    capturedAt,
    status,
    source,
    campaign,
    interest: product.name,
  };
  scene.history.leads.push(lead);
  return lead;
}

export function addVisit(scene: Scene, account: Account, occurredAt: number, product: Product | null): Visit {
  const { random } = scene;
  const page = product
    ? `/products/${product.sku.toLowerCase()}`
    : random.pick(['/', '/contact', '/jobs', '/downloads', '/service', '/prices']);
  const visit = {
    account,
    number: scene.sequences.next('demo-marketing web-visits'),
    occurredAt,
    page,
    product,
    referrer: random.pick(referrers),
    seconds: random.int(2, product ? 600 : 90),
  };
  scene.history.visits.push(visit);
  return visit;
}

/** Campaigns that reached the account while it existed, in order of time. */
export function campaignsFor(scene: Scene, account: Account, channels: readonly Channel[]): Campaign[] {
  const until = Math.min(scene.quietSince - 40 * DAY, now);
  return scene.company.campaigns.filter(
    (c) => channels.includes(c.channel) && c.startedAt > account.createdAt && c.endedAt < until,
  );
}

/** What marketing sent, what came back, who may be written to, and who looked at the web pages. */
export function planMarketing(scene: Scene): void {
  for (const account of accountsOf(scene, 'demo-marketing')) {
    planConsents(scene, account);
    planTouches(scene, account);
  }
  planVisits(scene);
  planLead(scene);
}

function planConsents(scene: Scene, account: Account): void {
  const { random, optOutAt } = scene;
  const { createdAt } = account;
  if (optOutAt === null || optOutAt > createdAt) addConsent(scene, account, 'EMAIL', 'GRANTED', createdAt);
  if (random.chance(0.2)) addConsent(scene, account, 'PHONE', random.chance(0.7) ? 'GRANTED' : 'DENIED', createdAt);
  if (random.chance(0.15)) addConsent(scene, account, 'LETTER', 'GRANTED', createdAt);
}

function planTouches(scene: Scene, account: Account): void {
  const { random, optOutAt } = scene;
  const open = campaignsFor(scene, account, ['EMAIL', 'LETTER', 'SMS', 'WEB', 'AD']);
  for (const campaign of random.few(open, random.int(2, 12))) {
    const occurredAt = workTime(random, dayBetween(random, campaign.startedAt, campaign.endedAt));
    const byMail = campaign.channel === 'EMAIL' || campaign.channel === 'SMS';
    if (optOutAt !== null && byMail && occurredAt > optOutAt - DAY) continue;
    const response = random.weighted([['NONE', 55], ['OPENED', 27], ['CLICKED', 12], ['REPLIED', 2], ['BOUNCED', 4]] as const); // prettier-ignore
    addTouch(
      scene,
      account,
      campaign,
      occurredAt,
      campaign.channel,
      campaign.channel === 'LETTER' && response !== 'REPLIED' ? 'NONE' : response,
    );
  }
}

function planVisits(scene: Scene): void {
  const { random, company } = scene;
  const account = anAccount(scene, 'demo-marketing');
  if (!account || !random.chance(0.5)) return;
  const favourite = random.few(company.activeProducts, 3);
  for (let i = random.int(1, 9); i > 0; i--) {
    const occurredAt = Math.min(
      workTime(random, dayBetween(random, account.createdAt, now)) + random.int(0, 6) * HOUR,
      now,
    );
    addVisit(
      scene,
      account,
      Math.max(occurredAt, account.createdAt),
      random.chance(0.7) ? random.pick(favourite) : null,
    );
  }
}

/** How the customer came to marketing: half of the accounts began as a lead that somebody has long dealt with. */
function planLead(scene: Scene): void {
  const { random, history } = scene;
  const [account] = accountsOf(scene, 'demo-marketing');
  if (!account || scene.storyAt !== null || !random.chance(0.5)) return;
  const bought = history.orders.some((o) => o.placedAt > account.createdAt);
  const recent = account.createdAt > now - 60 * DAY;
  const status = bought ? 'CONVERTED' : recent ? 'WORKING' : random.weighted([['DISQUALIFIED', 70], ['QUALIFIED', 30]] as const); // prettier-ignore
  addLead(
    scene,
    account,
    account.createdAt,
    status,
    random.pick(['web form', 'bought list', 'catalogue request', 'recommendation']),
    null,
  );
}
