import type { Knex } from 'knex';
import { affectedAccounts } from '../matching/affected.ts';
import { takeChanges } from '../matching/kept-model.ts';
import type { MatchAll } from '../matching/match-all.ts';
import { placeAccounts } from '../matching/place.ts';
import type { HubRules } from '../rules.ts';
import { keepPlans, prepared, weighPlans } from '../store/prepared.ts';
import { linkCustomers, profileFingerprint, type Linked } from './link-customers.ts';

export interface LinkChanges {
  readonly now: string;
  readonly rules: HubRules;
  /** Match all accounts and learn anew, however few have changed. */
  readonly anew?: boolean;
  readonly onProgress?: MatchAll['onProgress'];
}

/** So many changes are planned for as for one. */
const few = 500;

const nothing: Linked = { matched: 0, created: 0, merged: 0, ended: 0 };

/**
 * Says who is one customer among the accounts that changed since this was last done and whoever they concern. All accounts
 * are matched when that was never done, when it is asked for, with other rules, or when too many have changed. In the
 * caller's transaction.
 */
export async function linkChanges(trx: Knex.Transaction, { anew = false, ...options }: LinkChanges): Promise<Linked> {
  const { rules } = options;
  const profiles = profileFingerprint(rules.survivorship);
  const changes = anew ? null : await takeChanges(trx, rules.identity, profiles);
  const [, placed] = await Promise.all([
    changes !== null && changes.pending.length <= few && keepPlans(trx),
    changes && placeAccounts(trx, changes.pending, changes.kept, rules.identity),
    changes?.isProfiled !== true && writeFingerprint(trx, profiles),
  ]);
  if (placed === null || changes?.isProfiled === false) await weighPlans(trx);
  if (changes === null || placed === null) return linkCustomers(trx, { ...options, kept: null });
  const { kept, pending, isProfiled } = changes;
  const { components, touched, cameOrWent, written } = placed;
  if (!isProfiled || pending.length === 0) await written;
  if (!isProfiled) return linkCustomers(trx, { ...options, kept });
  if (pending.length === 0) return nothing;
  const [scope] = await Promise.all([affectedAccounts(trx, pending, components), written]);
  return linkCustomers(trx, { ...options, kept, scope, touched, cameOrWent });
}

/** The customers' profiles are said to be made by these rules from now on. */
async function writeFingerprint(trx: Knex.Transaction, fingerprint: string): Promise<void> {
  await prepared(
    trx,
    `insert into profile_rules (fingerprint) values (?)
     on conflict (is_current) do update set fingerprint = excluded.fingerprint`,
    [fingerprint],
  );
}
