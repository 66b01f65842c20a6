import type { Knex } from 'knex';
import { comparedFeatures } from '../identity/compare/compared-features.ts';
import { featureSet, type FeatureSet } from '../identity/features/feature-set.ts';
import type { IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { adoptFrequencies, modelOver } from '../identity/score/learned.ts';
import type { Model } from '../identity/score/model.ts';
import { weigher, type Weigh } from '../identity/score/weigh.ts';
import { readKnowledge, wantedFrequencies, type ReadFrequencies } from './frequencies.ts';
import type { KeptModel } from './kept-model.ts';

/** What was learned, over records whose frequencies are known; null for a kind of which nothing was learned. */
export function modelOfKind(
  set: FeatureSet,
  kept: KeptModel,
  rules: Rules,
  kind: 'PERSON' | 'ORGANIZATION',
): Model | null {
  const learned = kind === 'PERSON' ? kept.persons : kept.organizations;
  return learned && modelOver(set, rulesFor(rules, kind), learned);
}

const compared = new WeakMap<Rules, ReadonlySet<string>>();

/** The features of records that are compared and stand in no block: the others are half of the work. */
export function featuresToCompare(records: readonly IdentityRecord[], rules: Rules): FeatureSet {
  let names = compared.get(rules);
  if (!names) {
    names = comparedFeatures(featureSet([]), [...rules.persons.comparisons, ...rules.organizations.comparisons]);
    compared.set(rules, names);
  }
  return featureSet(records, names);
}

/** Of a kind: weights of pairs among some records; null where nothing was learned. */
export type Weighers = (kind: 'PERSON' | 'ORGANIZATION') => Weigh | null;

/**
 * Weights among these records by the kept model, made for each kind when it is first asked for. `read` are the frequencies of
 * all values of the records that others are weighed against; null has them read.
 */
export async function weighersOver(
  trx: Knex.Transaction,
  records: readonly IdentityRecord[],
  kept: KeptModel,
  rules: Rules,
  read: ReadFrequencies | null,
): Promise<Weighers> {
  const set = featuresToCompare(records, rules);
  adoptFrequencies(set, read ? wantedFrequencies(kept, set).knowledge(read) : await readKnowledge(trx, kept, set));
  const made = new Map<string, Weigh | null>();
  return (kind) => {
    let weigh = made.get(kind);
    if (weigh === undefined) {
      const model = modelOfKind(set, kept, rules, kind);
      weigh = model && weigher(model);
      made.set(kind, weigh);
    }
    return weigh;
  };
}
