import type { Knex } from 'knex';
import { affectedAccounts } from '../matching/affected.ts';
import { countChanges, readModel } from '../matching/kept-model.ts';
import type { MatchAll } from '../matching/match-all.ts';
import { takePending } from '../matching/pending.ts';
import { placeAccounts } from '../matching/place.ts';
import type { HubRules } from '../rules.ts';
import { linkCustomers, profileFingerprint, type Linked } from './link-customers.ts';

export interface LinkChanges {
  readonly now: string;
  readonly rules: HubRules;
  /** Match all accounts and learn anew, however few have changed. */
  readonly anew?: boolean;
  readonly onProgress?: MatchAll['onProgress'];
}

const nothing: Linked = { matched: 0, created: 0, merged: 0, ended: 0 };

/**
 * Says who is one customer among the accounts that changed since this was last done and whoever they concern. All accounts
 * are matched when that was never done, when it is asked for, with other rules, or when too many have changed. In the
 * caller's transaction.
 */
export async function linkChanges(trx: Knex.Transaction, { anew = false, ...options }: LinkChanges): Promise<Linked> {
  const { rules } = options;
  const kept = anew ? null : await readModel(trx, rules.identity, { pending: true });
  const pending = kept ? await takePending(trx) : [];
  const dirty = kept && (await placeAccounts(trx, pending, kept, rules.identity));
  const isProfiled = await takeFingerprint(trx, profileFingerprint(rules.survivorship));
  if (dirty === null) return linkCustomers(trx, { ...options, kept: null });
  if (pending.length > 0) await countChanges(trx, pending.length);
  if (!isProfiled) return linkCustomers(trx, { ...options, kept });
  if (pending.length === 0) return nothing;
  return linkCustomers(trx, { ...options, kept, scope: await affectedAccounts(trx, pending, dirty) });
}

/** Whether the customers' profiles were made by these rules; from now on they are said to be. */
async function takeFingerprint(trx: Knex.Transaction, fingerprint: string): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into profile_rules (fingerprint) values (?)
     on conflict (is_current) do update set fingerprint = excluded.fingerprint
       where profile_rules.fingerprint <> excluded.fingerprint`,
    [fingerprint],
  );
  return rowCount === 0;
}
