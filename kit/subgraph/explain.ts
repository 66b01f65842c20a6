import type { PairReport } from './evaluate.ts';

/** What `hub identity explain` asks of the subgraph that matches accounts, and what it gets back. */

export interface ExplainOptions {
  /** `system:id` of an account, or any identifier that was ever given to a customer. */
  readonly a: string;
  readonly b: string;
  /** Also values of the accounts and the words of stewards: personal data. */
  readonly showValues?: boolean;
}

export interface AccountReport {
  readonly system: string;
  readonly id: string;
}

export interface ExplainedAccount extends AccountReport {
  /** Identifier of its customer. */
  readonly customer: string;
  /** By attribute; only where values are asked for. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** Two accounts of a chain: what ties them is a weight (log2 of the odds), or a decision. */
export interface TieReport {
  readonly a: AccountReport;
  readonly b: AccountReport;
  readonly weight: number | null;
  readonly decision: string | null;
}

/** Accounts that agree on the features of a rule are compared, unless there are more than `most` of them. */
export interface SharedBlock {
  /** The features: `phone + givenSound`. */
  readonly rule: string;
  readonly accounts: number;
  readonly most: number;
}

export interface StandingDecisionReport {
  readonly id: string;
  readonly kind: 'SAME' | 'DIFFERENT' | 'MERGE' | 'SPLIT';
  /** ISO 8601 UTC. */
  readonly decidedAt: string;
  /** Only where values are asked for: free text may name anybody. */
  readonly by?: string;
  readonly reason?: string | null;
}

/** Why two accounts are one customer. */
export const reasonsForOne = {
  DECISION: 'a decision ties them',
  DIRECT: 'their own evidence ties them',
  CHAIN: 'other accounts tie them',
} as const;

/** Why they are not. */
export const reasonsForTwo = {
  DECIDED_APART: 'a decision keeps their customers apart',
  OTHER_KIND: 'a person and an organisation are never compared',
  NOTHING_LEARNED: 'nothing has been learned of their kind yet',
  VETO: 'a rule speaks against them, whatever they weigh',
  WEIGHT: 'the evidence is not enough',
  NOT_COMPARED: 'they were never compared: no block has both, or only blocks that are too full',
  CLUSTER: 'their own evidence is enough, but other accounts speak against it, or another customer fits about as well',
} as const;

export interface ExplainReport {
  /** The accounts that were asked for; of customers, the two that speak most for being one. */
  readonly accounts: readonly [ExplainedAccount, ExplainedAccount];
  readonly isOneCustomer: boolean;
  readonly reason: keyof typeof reasonsForOne | keyof typeof reasonsForTwo;
  /** By what was learned and the values of now; null for a person and an organisation, and while nothing was learned. */
  readonly explanation: PairReport | null;
  /** Weight from which a pair may bring two customers together. */
  readonly needed: number;
  /** The ties from the first account to the second; empty when they are not one. */
  readonly chain: readonly TieReport[];
  /** Whether any block had both, so that they were compared. */
  readonly isCandidate: boolean;
  readonly blocks: readonly SharedBlock[];
  /**
   * Over all pairs of the two customers (of 30 accounts each, where there are more): the mean weight, none beyond its bounds,
   * null when a rule never lets some pair be one, and what it would take; and the rule that speaks against all that the
   * accounts of each say together. Null when they are one, or can't be weighed.
   */
  readonly customers: {
    readonly mean: number | null;
    readonly needed: number;
    readonly veto: string | null;
  } | null;
  /** Decisions that stand and name accounts of both customers; or two accounts of the one, the latest first. */
  readonly decisions: readonly StandingDecisionReport[];
}
