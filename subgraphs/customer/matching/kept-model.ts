import type { Knex } from 'knex';
import { MATCHER_VERSION } from '../identity/match.ts';
import type { Rules } from '../identity/rules/rules.ts';
import type { LearnedModel } from '../identity/score/learned.ts';
import { contentHash } from '../sync/content-hash.ts';

/** What was learned, as the hub keeps it. */
export interface KeptModel extends LearnedModel {
  /** How many records had each feature, by its name. */
  readonly filled: Readonly<Record<string, number>>;
}

/** Shares of the accounts: so many changes at once are quicker matched with all, so many since are learned from. */
const most = { atOnce: 0.1, since: 0.5 } as const;

const fingerprintOf = (rules: Rules): string => contentHash(MATCHER_VERSION, rules);

/** Shares of the accounts, in SQL: so many changes at once are quicker matched with all, so many since are learned from. */
const room = `least(account_count * ${String(most.atOnce)}, account_count * ${String(most.since)} - changed_count)`;

/**
 * What was learned, when it still holds; null when everything is to be matched anew: for the first time, with other rules,
 * or after a crash. With `pending` also when too much is pending, or has changed since.
 */
export async function readModel(
  trx: Knex.Transaction,
  rules: Rules,
  { pending = false }: { readonly pending?: boolean } = {},
): Promise<KeptModel | null> {
  const few = `and (select count(*) from (select from match_pending limit greatest(0, floor(${room}))::bigint + 1) p) <= ${room}`;
  const { rows } = await trx.raw<{ rows: { learned: KeptModel }[] }>(
    `select learned from match_model
     where fingerprint = ? and exists (select from match_account) ${pending ? `and ${room} >= 0 ${few}` : ''}`,
    [fingerprintOf(rules)],
  );
  return rows[0]?.learned ?? null;
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

export async function countChanges(trx: Knex.Transaction, changes: number): Promise<void> {
  await trx.raw('update match_model set changed_count = changed_count + ?', [changes]);
}

/** Replaces what was learned by less: something of it is to be forgotten. */
export async function updateLearned(trx: Knex.Transaction, learned: KeptModel): Promise<void> {
  await trx.raw('update match_model set learned = ?', [JSON.stringify(learned)]);
}
