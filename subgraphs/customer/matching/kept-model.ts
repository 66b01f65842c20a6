import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import { MATCHER_VERSION } from '../identity/match.ts';
import type { Rules } from '../identity/rules/rules.ts';
import type { LearnedModel } from '../identity/score/learned.ts';
import type { AccountName } from '../store/account-scope.ts';
import { contentHash } from '../sync/content-hash.ts';

/** What was learned, as the hub keeps it. */
export interface KeptModel extends LearnedModel {
  /** How many records had each feature, by its name. */
  readonly filled: Readonly<Record<string, number>>;
}

/**
 * Share of the accounts that may change before it is learned anew: learning from all and matching them then costs each of
 * these changes no more than placing it did, and weights that know 19 of 20 accounts are as good as those that know all.
 */
const mostChanged = 0.05;

const fingerprints = new WeakMap<Rules, string>();

/** Of what a model depends on beside the accounts: one of another fingerprint weighs nothing. Made once for each rules. */
export function fingerprintOf(rules: Rules): string {
  const fingerprint = fingerprints.get(rules) ?? contentHash(MATCHER_VERSION, rules);
  fingerprints.set(rules, fingerprint);
  return fingerprint;
}

/** Whether so few accounts are pending that placing them is quicker and as good as matching all, in SQL. */
const isFew = `exists (
  select from (select account_count * ${String(mostChanged)} - changed_count as n) room
  where room.n >= 0 and (select count(*) from (select from match_pending limit greatest(0, floor(room.n))::bigint + 1) p) <= room.n)`;

/**
 * What was learned, when it still holds; null when everything is to be matched anew: for the first time, with other rules,
 * or after a crash.
 */
export async function readModel(trx: Knex.Transaction, rules: Rules): Promise<KeptModel | null> {
  const { rows } = await prepared<{ learned: KeptModel }>(
    trx,
    'select learned from match_model where fingerprint = ? and exists (select from match_account)',
    [fingerprintOf(rules)],
  );
  return rows[0]?.learned ?? null;
}

export interface Changes {
  readonly kept: KeptModel;
  /** Accounts that changed, came or went since they were last placed. */
  readonly pending: readonly AccountName[];
  /** Whether the customers' profiles were made by what has the given fingerprint. */
  readonly isProfiled: boolean;
}

/**
 * What was learned, and all accounts that are to be placed by it, which count as placed from now on; null when everything is
 * to be matched anew, also because too much is pending, or has changed since.
 */
export async function takeChanges(trx: Knex.Transaction, rules: Rules, profiles: string): Promise<Changes | null> {
  const { rows } = await prepared<{ learned: KeptModel; pending: AccountName[] | null; isProfiled: boolean }>(
    trx,
    `with kept as (
       select learned from match_model where fingerprint = ? and exists (select from match_account) and ${isFew}
     ), taken as (
       delete from match_pending where exists (select from kept) returning system, account_id
     ), counted as (
       update match_model set changed_count = changed_count + (select count(*) from taken) where exists (select from taken)
     )
     select learned, (
       select json_agg(json_build_object('system', system, 'accountId', account_id) order by system, account_id) from taken
     ) as pending, exists (select from profile_rules where fingerprint = ?) as "isProfiled" from kept`,
    [fingerprintOf(rules), profiles],
  );
  if (!rows[0]) return null;
  const { learned, pending, isProfiled } = rows[0];
  return { kept: learned, pending: pending ?? [], isProfiled };
}

export async function writeModel(
  trx: Knex.Transaction,
  rules: Rules,
  learned: KeptModel,
  accounts: number,
  now: string,
): Promise<void> {
  await trx.raw(
    `insert into match_model (fingerprint, learned, account_count, learned_at) values (?, ?, ?, ?)
     on conflict (is_current) do update set fingerprint = excluded.fingerprint, learned = excluded.learned,
       account_count = excluded.account_count, changed_count = 0, learned_at = excluded.learned_at`,
    [fingerprintOf(rules), JSON.stringify(learned), accounts, now],
  );
}

/** Replaces what was learned by less: something of it is to be forgotten. */
export async function updateLearned(trx: Knex.Transaction, learned: KeptModel): Promise<void> {
  await trx.raw('update match_model set learned = ?', [JSON.stringify(learned)]);
}
