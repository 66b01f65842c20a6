import { DAY, at, dayBetween, now, workTime } from '../company/calendar.ts';
import type { Profile } from '../company/profile.ts';
import type { Random } from '../company/random.ts';
import { accountView, type Clerk } from '../dirt/view.ts';
import type { Account, SystemName } from './rows.ts';
import type { Sequences } from './sequences.ts';

/** When each system came into the house, or the house into it. */
export const startOf: Record<SystemName, number> = {
  'demo-orders': at(1996, 3, 4),
  'demo-orders-2': at(2004, 6, 1),
  'demo-erp': at(2008, 1, 2),
  'demo-crm': at(2012, 9, 3),
  'demo-desk': at(2014, 2, 10),
  'demo-marketing': at(2016, 1, 11),
};

/** Which systems know a customer: two of five customers are known to one system only. */
const patterns: readonly (readonly [readonly SystemName[], number])[] = [
  [['demo-marketing'], 23],
  [['demo-crm'], 7],
  [['demo-orders'], 7],
  [['demo-orders-2'], 3],
  [['demo-crm', 'demo-marketing'], 8],
  [['demo-orders', 'demo-erp'], 6],
  [['demo-orders', 'demo-erp', 'demo-crm'], 7],
  [['demo-orders', 'demo-erp', 'demo-desk'], 4],
  [['demo-orders', 'demo-erp', 'demo-marketing'], 5],
  [['demo-orders', 'demo-erp', 'demo-crm', 'demo-desk'], 5],
  [['demo-orders', 'demo-erp', 'demo-crm', 'demo-marketing'], 6],
  [['demo-orders', 'demo-erp', 'demo-crm', 'demo-desk', 'demo-marketing'], 7],
  [['demo-orders-2', 'demo-erp'], 3],
  [['demo-orders-2', 'demo-erp', 'demo-desk', 'demo-marketing'], 3],
  [['demo-orders', 'demo-orders-2', 'demo-erp', 'demo-crm'], 3],
  [['demo-orders', 'demo-orders-2', 'demo-erp', 'demo-crm', 'demo-desk', 'demo-marketing'], 3],
];

export const somePresence = (random: Random): readonly SystemName[] => random.weighted(patterns);

const clerks: Record<SystemName, (profile: Profile, random: Random) => Clerk> = {
  'demo-crm': (p, r) => ({
    script: p.country === 'CN' || r.chance(0.3) ? 'hanzi' : 'latin',
    sloppiness: 0.35,
    stale: 0.12,
    keepsEmail: 0.92,
    keepsPhone: 0.9,
  }),
  'demo-orders': () => ({ script: 'latin', sloppiness: 0.9, stale: 0.35, keepsEmail: 0.55, keepsPhone: 0.85 }),
  'demo-orders-2': (p) => ({
    script: p.country === 'CN' ? 'hanzi' : 'latin',
    sloppiness: 0.6,
    stale: 0.3,
    keepsEmail: 1,
    keepsPhone: 0.6,
  }),
  'demo-desk': (p) => ({
    script: p.person.hanzi ? 'hanzi' : 'latin',
    sloppiness: 0.5,
    stale: 0.15,
    keepsEmail: 0.85,
    keepsPhone: 0.7,
  }),
  'demo-marketing': (p, r) => ({
    script: p.country === 'CN' && r.chance(0.6) ? 'hanzi' : 'latin',
    sloppiness: 0.7,
    stale: 0.1,
    keepsEmail: 0.97,
    keepsPhone: 0.35,
  }),
  'demo-erp': () => ({ script: 'latin', sloppiness: 0.2, stale: 0.15, keepsEmail: 0.6, keepsPhone: 0.8 }),
};

/** Latin letters only where the terminal has no others; the company number of demo-orders follows the country. */
export const orderCompany: Record<Profile['country'], number> = { US: 1, GB: 2, DE: 3, FR: 3, ES: 3, CN: 5 };

const duplicates: Record<SystemName, number> = {
  'demo-crm': 0.08,
  'demo-orders': 0.06,
  'demo-orders-2': 0.12,
  'demo-desk': 0.08,
  'demo-marketing': 0.1,
  'demo-erp': 0.03,
};

/** The accounts of a customer, duplicates within a system included; `twice` forces a second account there. */
export function openAccounts(
  random: Random,
  profile: Profile,
  known: readonly SystemName[],
  since: number,
  sequences: Sequences,
  twice: SystemName | null,
): Account[] {
  return known.flatMap((system) => {
    const copies = system === twice || random.chance(duplicates[system]) ? 2 : 1;
    return Array.from({ length: copies }, (_, copy) => {
      const begin = Math.max(since, startOf[system]);
      const createdAt = workTime(
        random,
        dayBetween(random, begin, Math.min(begin + (copy === 0 ? 60 : 900) * DAY, now - 2 * DAY)),
      );
      const next = sequences.next(`${system} customers`);
      const number = system === 'demo-orders' ? orderCompany[profile.country] * 1_000_000 + 100_000 + next : next;
      return {
        system,
        number,
        view: accountView(random, profile, clerks[system](profile, random)),
        createdAt,
        updatedAt: Math.max(createdAt, workTime(random, dayBetween(random, createdAt, now))),
        isDeleted: system !== twice && random.chance(copy === 0 ? 0.01 : 0.3),
      };
    });
  });
}
