/** What the matching engine is told; it knows no attribute by itself. All of it is data. */
export interface Rules {
  readonly persons: KindRules;
  readonly organizations: KindRules;
}

/** The rules for records of this kind; one of no kind counts as a person. */
export const rulesFor = (rules: Rules, kind: 'PERSON' | 'ORGANIZATION' | null): KindRules =>
  kind === 'ORGANIZATION' ? rules.organizations : rules.persons;

export interface KindRules {
  /** Pairs that agree on all features of one rule are compared. Blocks with more than `most` records are left out. */
  readonly blocks: readonly BlockRule[];
  readonly comparisons: readonly ComparisonRule[];
  readonly vetoes: readonly VetoRule[];
  /** Agreement that belongs to one alone and not to a household: pairs that have it may teach which names are one. */
  readonly personal: Readonly<Record<string, readonly string[]>>;
  readonly cluster: ClusterRule;
}

export interface BlockRule {
  readonly on: readonly string[];
  readonly most: number;
}

export type Measure =
  | 'givenName'
  | 'familyName'
  | 'fullGivenNames'
  | 'singleName'
  | 'middleName'
  | 'nameSuffix'
  | 'organizationName'
  | 'employer'
  | 'birthDate'
  | 'email'
  | 'phone'
  | 'address'
  | 'identifier'
  | 'equal'
  | 'similar';

export interface ComparisonRule {
  readonly name: string;
  readonly measure: Measure;
  /** For `identifier`, `equal` and `similar`. */
  readonly feature?: string;
  /** Names of the levels, best first. */
  readonly levels: readonly string[];
  /** What is believed of true matches before any data is seen: share of each level. */
  readonly expected: readonly number[];
  /** What is believed of pairs of strangers: share of each level. It counts where there are too few records to learn it. */
  readonly atRandom?: readonly number[];
}

/** Against two records when `when` holds and none of `unless` does: `comparison: levels`. */
export interface VetoRule {
  /** The pair's weight is at most this; -Infinity keeps the two apart whatever else speaks for them. */
  readonly atMost: number;
  readonly reason: string;
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly unless: Readonly<Record<string, readonly string[]>>;
  /** Weight from which the evidence excuses whatever the levels are; without it no weight does. */
  readonly below?: number;
}

export interface ClusterRule {
  /** Weight (log2 of the odds) from which a pair is worth the look of a steward although it may bring nothing together. */
  readonly review: number;
  /** Weight below which a steward may look at a pair of one customer. */
  readonly sure: number;
  /** Weight (log2 of the odds) from which a pair may bring two clusters together. */
  readonly pair: number;
  /** Mean weight over all pairs of two clusters from which they become one. */
  readonly mean: number;
  /** By how much (log2 of the odds) one of two clusters that can't be one must fit a third better to become one with it. */
  readonly margin: number;
}
