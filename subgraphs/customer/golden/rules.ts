import type { CriterionName } from './criteria.ts';

/** Fields of the golden record, in the order in which they are decided: a rule may lean on an earlier field only. */
export const goldenFields = [
  'kind',
  'displayName',
  'organizationName',
  'familyName',
  'givenName',
  'middleName',
  'birthOn',
  'gender',
  'taxNumber',
  'primaryEmail',
  'primaryPhone',
  'primaryAddress',
] as const;
export type GoldenField = (typeof goldenFields)[number];

/** One step of a rule: a criterion, or «agrees with what won another field». */
export type Step = CriterionName | { readonly AGREES_WITH: GoldenField };

export interface FieldRule {
  /** Systems, most trusted first; those that are not listed come last, all alike. */
  readonly trust: readonly string[];
  /** The first step that tells two values apart decides between them; what none tells apart, the account key does. */
  readonly steps: readonly Step[];
}

export interface SurvivorshipRules {
  readonly fields: Readonly<Record<GoldenField, FieldRule>>;
  /** Which of several spellings of the value that won is shown. `trust` is that of the field. */
  readonly spelling: readonly Step[];
}

const agreesWith = (field: GoldenField): Step => ({ AGREES_WITH: field });

/**
 * Names and contact data change, so the latest word counts; dates of birth, genders and tax numbers do not change but are
 * mistyped, so the majority counts. Parts of a name follow the name that won: never the family name of one spelling with
 * the given name of another.
 */
const steps: Readonly<Record<GoldenField, readonly Step[]>> = {
  kind: ['TRUSTED_SOURCE', 'MOST_RECENT', 'MOST_FREQUENT'],
  displayName: ['TRUSTED_SOURCE', agreesWith('kind'), 'MOST_RECENT', 'MOST_FREQUENT', 'MOST_COMPLETE'],
  organizationName: [
    'TRUSTED_SOURCE',
    agreesWith('kind'),
    agreesWith('displayName'),
    'MOST_RECENT',
    'MOST_FREQUENT',
    'MOST_COMPLETE',
  ],
  familyName: ['TRUSTED_SOURCE', agreesWith('displayName'), 'MOST_RECENT', 'MOST_FREQUENT', 'MOST_COMPLETE'],
  givenName: [
    agreesWith('familyName'),
    'TRUSTED_SOURCE',
    agreesWith('displayName'),
    'MOST_COMPLETE',
    'MOST_RECENT',
    'MOST_FREQUENT',
  ],
  middleName: [
    agreesWith('familyName'),
    agreesWith('givenName'),
    'TRUSTED_SOURCE',
    'MOST_COMPLETE',
    'MOST_RECENT',
    'MOST_FREQUENT',
  ],
  birthOn: ['TRUSTED_SOURCE', 'MOST_FREQUENT', 'MOST_COMPLETE', 'MOST_RECENT'],
  gender: ['MOST_COMPLETE', 'TRUSTED_SOURCE', 'MOST_FREQUENT', 'MOST_RECENT'],
  taxNumber: ['TRUSTED_SOURCE', 'MOST_FREQUENT', 'MOST_RECENT', 'MOST_COMPLETE'],
  primaryEmail: ['TRUSTED_SOURCE', 'LISTED_FIRST', 'MOST_RECENT', 'MOST_FREQUENT'],
  primaryPhone: ['TRUSTED_SOURCE', 'MOST_COMPLETE', 'LISTED_FIRST', 'MOST_RECENT', 'MOST_FREQUENT'],
  primaryAddress: ['TRUSTED_SOURCE', 'MOST_RECENT', 'MOST_FREQUENT', 'MOST_COMPLETE'],
};

const spelling: readonly Step[] = ['TRUSTED_SOURCE', 'BEST_WRITTEN', 'MOST_FREQUENT', 'MOST_RECENT'];

/** What changes of the default rules. */
export interface RuleChanges {
  /** For every field that does not say otherwise. */
  readonly trust?: readonly string[];
  readonly fields?: Partial<
    Record<GoldenField, { readonly trust?: readonly string[]; readonly steps?: readonly Step[] }>
  >;
  readonly spelling?: readonly Step[];
}

/** The rules of the house with changes; none by default: no source is preferred. */
export function survivorshipRules(changes: RuleChanges = {}): SurvivorshipRules {
  const rule = (field: GoldenField): FieldRule => ({
    trust: changes.fields?.[field]?.trust ?? changes.trust ?? [],
    steps: changes.fields?.[field]?.steps ?? steps[field],
  });
  return {
    fields: {
      kind: rule('kind'),
      displayName: rule('displayName'),
      organizationName: rule('organizationName'),
      familyName: rule('familyName'),
      givenName: rule('givenName'),
      middleName: rule('middleName'),
      birthOn: rule('birthOn'),
      gender: rule('gender'),
      taxNumber: rule('taxNumber'),
      primaryEmail: rule('primaryEmail'),
      primaryPhone: rule('primaryPhone'),
      primaryAddress: rule('primaryAddress'),
    },
    spelling: changes.spelling ?? spelling,
  };
}
