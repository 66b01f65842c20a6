import { DAY, at, dayBetween, now, workTime } from '../company/calendar.ts';
import type { Company } from '../company/company.ts';
import { profile as profileOf } from '../company/profile.ts';
import { Random } from '../company/random.ts';
import { planBilling } from './billing.ts';
import { planOrders } from './buying.ts';
import { addConsent, planMarketing } from './marketing.ts';
import { openAccounts, somePresence } from './presence.ts';
import { emptyHistory, type History } from './rows.ts';
import { accountsOf, type Scene } from './scene.ts';
import { planSelling } from './selling.ts';
import type { Sequences } from './sequences.ts';
import { planServing } from './serving.ts';
import { storyKinds } from './stories/kinds.ts';
import type { StoryKind } from './stories/story.ts';

/** How many of the customers after the first ones have a story. */
const storyShare = 0.14;

function storyOf(random: Random, entity: number): StoryKind | null {
  if (entity < 2 * storyKinds.length) return storyKinds[entity % storyKinds.length] ?? null;
  if (!random.chance(storyShare)) return null;
  return random.weighted(storyKinds.map((kind) => [kind, kind.share ?? 1] as const));
}

/** The whole life of customer number `entity`. Pure but for the counters: call it for 0, 1, 2 ... in order. */
export function planHistory(company: Company, entity: number, sequences: Sequences): History {
  const random = new Random(company.seed, 'history', entity);
  const profile = profileOf(company.seed, entity);
  const story = storyOf(random, entity);
  const history = emptyHistory(entity);
  const known = story?.needs ?? somePresence(random);
  const since = firstContact(
    random,
    story !== null,
    known.includes('demo-erp') || known.includes('demo-marketing') || known.includes('demo-crm'),
  );
  history.accounts.push(...openAccounts(random, profile, known, since, sequences, story?.twice ?? null));
  const staff = company.staff.filter((s) => s.country === profile.country && s.leftAt === null);
  const storyAt = story ? workTime(random, now - random.int(...story.daysAgo) * DAY) : null;
  const scene: Scene = {
    random,
    company,
    profile,
    history,
    sequences,
    since,
    owner: random.pick(staff),
    storyAt,
    quietSince: story?.quiet && storyAt !== null ? storyAt : now + DAY,
    optOutAt: story?.optOut ? storyAt : null,
  };
  const silent = story === null && random.chance(0.12) ? withOptOut(scene) : scene;
  planOrders(silent);
  planSelling(silent);
  planServing(silent);
  planMarketing(silent);
  if (story && storyAt !== null)
    history.stories.push({
      code: story.code,
      voice: story.voice,
      at: storyAt,
      references: story.tell(silent, storyAt),
    });
  planBilling(silent);
  return history;
}

/** Customers with a story have been known for years; the old ones without ERP data are from before it. */
function firstContact(random: Random, hasStory: boolean, modern: boolean): number {
  if (hasStory) return dayBetween(random, at(2009, 1, 1), at(2020, 12, 1));
  if (!modern) return dayBetween(random, at(1996, 4, 1), at(2007, 6, 1));
  return Math.max(
    dayBetween(random, at(1996, 4, 1), at(2026, 6, 1)),
    random.chance(0.5) ? dayBetween(random, at(2012, 1, 1), at(2026, 5, 1)) : 0,
  );
}

/** A customer who said no to e-mail some day, in one or in all of the systems that ask, and whom the house obeyed. */
function withOptOut(scene: Scene): Scene {
  const { random } = scene;
  const places = [...accountsOf(scene, 'demo-marketing'), ...accountsOf(scene, 'demo-crm')];
  if (places.length === 0) return scene;
  const opened = Math.max(...places.map((a) => a.createdAt));
  const optOutAt = Math.max(opened, workTime(random, dayBetween(random, opened, now)));
  const said = random.chance(0.5) ? places : [random.pick(places)];
  for (const account of said) addConsent(scene, account, 'EMAIL', 'DENIED', optOutAt);
  return { ...scene, optOutAt };
}
