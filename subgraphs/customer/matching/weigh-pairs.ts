import type { Knex } from 'knex';
import { featureSet, type FeatureSet } from '../identity/features/feature-set.ts';
import { isOrganization, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { adoptFrequencies, modelOver } from '../identity/score/learned.ts';
import type { Model } from '../identity/score/model.ts';
import { weigher, type Weigh } from '../identity/score/weigh.ts';
import { readKnowledge, wantedFrequencies, type ReadFrequencies } from './frequencies.ts';
import type { KeptModel } from './kept-model.ts';

/** Weights of pairs among these records by the kept model; null for a kind of which nothing was learned. */
export interface Weighers {
  readonly persons: Weigh | null;
  readonly organizations: Weigh | null;
}

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

/** `read` are the frequencies of all values of the records that others are weighed against; null has them read. */
export async function weighersOver(
  trx: Knex.Transaction,
  records: readonly IdentityRecord[],
  kept: KeptModel,
  rules: Rules,
  read: ReadFrequencies | null,
): Promise<Weighers> {
  const set = featureSet(records);
  adoptFrequencies(set, read ? wantedFrequencies(kept, set).knowledge(read) : await readKnowledge(trx, kept, set));
  const over = (kind: 'PERSON' | 'ORGANIZATION'): Weigh | null => {
    const model = modelOfKind(set, kept, rules, kind);
    return model && weigher(model);
  };
  return { persons: over('PERSON'), organizations: over('ORGANIZATION') };
}

export const weigherOf = (weighers: Weighers, record: IdentityRecord): Weigh | null =>
  isOrganization(record) ? weighers.organizations : weighers.persons;
