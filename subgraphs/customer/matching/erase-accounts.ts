import type { Knex } from 'knex';
import type { IdentityAccount } from '../identity/account.ts';
import { words } from '../identity/normalise/fold.ts';
import { featureSet, type FeatureSet } from '../identity/features/feature-set.ts';
import { recordOf } from '../identity/record.ts';
import type { Rules } from '../identity/rules/rules.ts';
import type { LearnedKind } from '../identity/score/learned.ts';
import type { AccountName } from '../store/account-scope.ts';
import { identityColumns } from '../store/read-identity.ts';
import { forgetFrequencies } from './frequencies.ts';
import { readModel, updateLearned, type KeptModel } from './kept-model.ts';
import { removeAccounts, type Reached } from './place.ts';

/**
 * Takes accounts that are about to be erased out of everything that matching keeps: blocks, edges, what their values added
 * to frequencies, names that were learned to stand for theirs, and doubts about them. Null when what is kept does not hold by
 * these rules: then all of it is forgotten, and the next sync says anew of all who is one customer.
 */
export async function eraseFromMatching(
  trx: Knex.Transaction,
  accounts: readonly AccountName[],
  rules: Rules,
): Promise<Reached | null> {
  const each = [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)];
  await trx.raw(
    `delete from match_pending p using unnest(?::text[], ?::text[]) as e (system, account_id)
     where p.system = e.system and p.account_id = e.account_id`,
    each,
  );
  for (const end of ['a', 'b'])
    await trx.raw(
      `delete from match_review r using unnest(?::text[], ?::text[]) as e (system, account_id)
       where r.${end}_system = e.system and r.${end}_account_id = e.account_id`,
      each,
    );
  const kept = await readModel(trx, rules);
  if (kept === null) {
    for (const table of ['model', 'frequency', 'edge', 'block', 'account', 'review'])
      await trx.raw(`delete from match_${table}`);
    return null;
  }
  const { rows } = await trx.raw<{ rows: IdentityAccount[] }>(
    `select a.system, a.account_id as "accountId", ${identityColumns} from account a
     join unnest(?::text[], ?::text[]) as e (system, account_id) using (system, account_id)`,
    each,
  );
  const set = featureSet(rows.map(recordOf));
  await forgetFrequencies(trx, kept, set);
  await updateLearned(trx, withoutNames(kept, set));
  return removeAccounts(trx, accounts, kept, rules);
}

/** What was learned, without names of these records. */
function withoutNames(kept: KeptModel, set: FeatureSet): KeptModel {
  const names = new Set<string>();
  for (const feature of ['given', 'family', 'otherFamily']) {
    const column = set.columns.get(feature);
    for (let id = 0; id < (column?.size ?? 0); id += 1) names.add(column?.text(id) ?? '');
  }
  const without = (learned: LearnedKind | null): LearnedKind | null =>
    learned && {
      ...learned,
      aliases: learned.aliases.filter((alias) => !words(alias).some((name) => names.has(name))),
    };
  return { ...kept, persons: without(kept.persons), organizations: without(kept.organizations) };
}
