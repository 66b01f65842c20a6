import type { PairReport } from '../../../kit/subgraph/evaluate.ts';
import { accountKey } from '../identity/account.ts';
import { explainPair } from '../identity/explain/explain.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import { isOrganization, recordOf } from '../identity/record.ts';
import type { Rules } from '../identity/rules/rules.ts';
import { adoptFrequencies } from '../identity/score/learned.ts';
import { wantedFrequencies } from '../matching/frequencies.ts';
import { fingerprintOf, type KeptModel } from '../matching/kept-model.ts';
import { modelOfKind } from '../matching/weigh-pairs.ts';
import type { AccountName } from '../store/account-scope.ts';
import type { Ask } from '../store/ask.ts';
import { readRecords, type KnownAccount } from './read-records.ts';

export type Pair = readonly [AccountName, AccountName];

/** What was learned by these rules; null before the first sync, and with other rules until the next one. */
export async function readKept(ask: Ask, rules: Rules): Promise<KeptModel | null> {
  const [kept] = await ask<KeptModel>(
    `select learned::text as row from match_model where fingerprint = ? and exists (select from match_account)`,
    [fingerprintOf(rules)],
  );
  return kept ?? null;
}

/**
 * Why the two of each pair are one, or not, aligned, by what the hub has learned and the values of today; null for a person
 * and an organisation, which are never compared, for accounts that the hub does not know, and while nothing is learned.
 * Three statements, however many pairs.
 */
export async function explainPairs(
  ask: Ask,
  rules: Rules,
  pairs: readonly Pair[],
): Promise<readonly (PairReport | null)[]> {
  if (pairs.length === 0) return [];
  const [known, kept] = await Promise.all([readRecords(ask, pairs.flat()), readKept(ask, rules)]);
  return explainRecords(ask, rules, kept, known, pairs);
}

/** The same over accounts and a model that are there already. One statement. */
export async function explainRecords(
  ask: Ask,
  rules: Rules,
  kept: KeptModel | null,
  known: ReadonlyMap<string, KnownAccount>,
  pairs: readonly Pair[],
): Promise<readonly (PairReport | null)[]> {
  if (kept === null) return pairs.map(() => null);
  const records = [...known.values()].map(recordOf);
  const numbers = new Map([...known.keys()].map((key, at) => [key, at]));
  const set = featureSet(records);
  const { hashes, knowledge } = wantedFrequencies(kept, set);
  const counts = await ask<{ h: string; n: number }>(
    `select json_build_object('h', value_hash::text, 'n', record_count)::text as row
     from match_frequency where value_hash = any(?::bigint[])`,
    [hashes],
  );
  adoptFrequencies(set, knowledge(new Map(counts.map(({ h, n }) => [h, n]))));
  const models = {
    PERSON: modelOfKind(set, kept, rules, 'PERSON'),
    ORGANIZATION: modelOfKind(set, kept, rules, 'ORGANIZATION'),
  };
  return pairs.map(([one, other]) => {
    const [a, b] = [numbers.get(accountKey(one)), numbers.get(accountKey(other))];
    const [left, right] = [records[a ?? -1], records[b ?? -1]];
    if (a === undefined || b === undefined || !left || !right || isOrganization(left) !== isOrganization(right))
      return null;
    const model = models[isOrganization(left) ? 'ORGANIZATION' : 'PERSON'];
    return model && explainPair(model, a, b);
  });
}
