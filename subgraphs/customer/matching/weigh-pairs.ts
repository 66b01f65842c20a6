import type { Knex } from 'knex';
import { featureSet } from '../identity/features/feature-set.ts';
import { isOrganization, type IdentityRecord } from '../identity/record.ts';
import { rulesFor, type Rules } from '../identity/rules/rules.ts';
import { adoptFrequencies, modelOver, type LearnedKind } from '../identity/score/learned.ts';
import { weigher, type Weigh } from '../identity/score/weigh.ts';
import { readKnowledge } from './frequencies.ts';
import type { KeptModel } from './kept-model.ts';

/** Weights of pairs among these records by the kept model; null for a kind of which nothing was learned. */
export interface Weighers {
  readonly persons: Weigh | null;
  readonly organizations: Weigh | null;
}

export async function weighersOver(
  trx: Knex.Transaction,
  records: readonly IdentityRecord[],
  kept: KeptModel,
  rules: Rules,
): Promise<Weighers> {
  const set = featureSet(records);
  adoptFrequencies(set, await readKnowledge(trx, kept, set));
  const over = (learned: LearnedKind | null, kind: IdentityRecord['kind']): Weigh | null =>
    learned && weigher(modelOver(set, rulesFor(rules, kind), learned));
  return { persons: over(kept.persons, 'PERSON'), organizations: over(kept.organizations, 'ORGANIZATION') };
}

export const weigherOf = (weighers: Weighers, record: IdentityRecord): Weigh | null =>
  isOrganization(record) ? weighers.organizations : weighers.persons;
