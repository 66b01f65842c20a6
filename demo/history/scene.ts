import type { Company } from '../company/company.ts';
import type { Profile } from '../company/profile.ts';
import type { Random } from '../company/random.ts';
import type { SalesPerson } from '../company/staff.ts';
import type { Account, History, SystemName } from './rows.ts';
import type { Sequences } from './sequences.ts';

/** What the planners of one customer's history share. They only add rows to `history`. */
export interface Scene {
  readonly random: Random;
  readonly company: Company;
  readonly profile: Profile;
  readonly history: History;
  readonly sequences: Sequences;
  /** First contact, midnight UTC. */
  readonly since: number;
  /** Who looks after the customer today. */
  readonly owner: SalesPerson;
  /** When the situation of the story begins; null for customers without a story. */
  readonly storyAt: number | null;
  /** The house leaves the customer alone from here on, except in a story. */
  readonly quietSince: number;
  /** The customer wants no e-mail from here on. */
  readonly optOutAt: number | null;
}

export const accountsOf = (scene: Scene, system: SystemName): Account[] =>
  scene.history.accounts.filter((a) => a.system === system);

/** One of the customer's accounts in a system, mostly the first; null when he has none. */
export function anAccount(scene: Scene, system: SystemName): Account | null {
  const [first, ...others] = accountsOf(scene, system);
  if (!first) return null;
  return others.length > 0 && scene.random.chance(0.3) ? scene.random.pick(others) : first;
}

/** For stories, which are only told to customers who have the account. */
export function theAccount(scene: Scene, system: SystemName, index = 0): Account {
  const account = accountsOf(scene, system)[index];
  if (!account) throw new Error(`story needs account ${index} of ${system} for customer ${scene.profile.entity}`);
  return account;
}
