import type { PairReport } from '../../../kit/subgraph/evaluate.ts';
import { accountKey } from '../identity/account.ts';
import { explainPair } from '../identity/explain/explain.ts';
import { GroupWeights } from '../identity/cluster/group-weight.ts';
import { featureSet } from '../identity/features/feature-set.ts';
import { isOrganization, recordOf } from '../identity/record.ts';
import { rulesFor, type Rules, type VetoRule } from '../identity/rules/rules.ts';
import { judgeOf } from '../identity/score/judge.ts';
import type { Model } from '../identity/score/model.ts';
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
  const over = await modelsOver(ask, rules, kept, known);
  return pairs.map(([one, other]) => {
    const [a, b] = [over.numberOf(one), over.numberOf(other)];
    const model = over.modelOf([a, b]);
    return model && explainPair(model, a, b);
  });
}

/** Null for a person and an organisation, and while nothing is learned. */
export interface TwoCustomers {
  /** Over all pairs of their accounts; -Infinity when a rule never lets some pair be one. */
  readonly mean: number;
  /** What speaks against them when all that the accounts of each say is taken together. */
  readonly veto: VetoRule | null;
}

/** What speaks for two customers being one, as clustering weighs it. Three statements. */
export async function weighCustomers(
  ask: Ask,
  rules: Rules,
  left: readonly AccountName[],
  right: readonly AccountName[],
): Promise<TwoCustomers | null> {
  const [known, kept] = await Promise.all([readRecords(ask, [...left, ...right]), readKept(ask, rules)]);
  if (kept === null) return null;
  const over = await modelsOver(ask, rules, kept, known);
  const [those, others] = [left.map(over.numberOf), right.map(over.numberOf)];
  const model = over.modelOf([...those, ...others]);
  const first = over.records[those[0] ?? -1];
  if (!model || !first) return null;
  const weights = new GroupWeights(judgeOf(model), rulesFor(rules, first.kind).cluster.mean);
  const mean = weights.mean(those, others);
  return { mean, veto: weights.vetoOf(weights.levels(those, others), mean) };
}

/** What was learned, over accounts. One statement. */
async function modelsOver(ask: Ask, rules: Rules, kept: KeptModel, known: ReadonlyMap<string, KnownAccount>) {
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
  return {
    records,
    /** -1 for an account that is not there. */
    numberOf: (account: AccountName): number => numbers.get(accountKey(account)) ?? -1,
    /** Of records that are all of one kind, else null. */
    modelOf: (numbersOfRecords: readonly number[]): Model | null => {
      const kinds = new Set(
        numbersOfRecords.map((number) => {
          const record = records[number];
          return record === undefined ? null : isOrganization(record) ? 'ORGANIZATION' : 'PERSON';
        }),
      );
      const [kind = null] = kinds;
      return kind === null || kinds.size > 1 ? null : models[kind];
    },
  };
}
