/** What `hub identity evaluate` asks of the subgraph that matches accounts, and what it gets back. */

export interface EvaluateOptions {
  /** YAML or JSON with rules in place of those of the house; null without. */
  readonly rulesFile?: string | null;
  /** Attributes that are left out, as if no system had them. */
  readonly without?: readonly string[];
  /** At most so many of the worst mistakes of each kind (default 5). */
  readonly mistakes?: number;
  /** Show attributes of the records of mistakes: personal data, where the data set is not made up. */
  readonly showValues?: boolean;
  /** Ends the work at once. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: string, done: number, total: number) => void;
}

/** Shares from 0 to 1. */
export interface EvaluationScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface EvaluatedRecord {
  readonly system: string;
  readonly id: string;
  /** By attribute; only where values may be shown. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** One comparison of a pair: log2 of how much likelier its level is among records of one customer. */
export interface EvidenceReport {
  readonly comparison: string;
  /** Name of the level in the rules; null where a record has no value, so that nothing can be told. */
  readonly level: string | null;
  readonly weight: number;
}

/** Why two records are one, or not: `prior` and the weights of `evidence` add up to `weight`, in bits. */
export interface PairReport {
  readonly prior: number;
  readonly evidence: readonly EvidenceReport[];
  readonly weight: number;
  /** Rule against the pair; `atMost` null keeps it apart whatever speaks for it. */
  readonly veto: { readonly reason: string; readonly atMost: number | null } | null;
  /** Chance that the two are one, after the veto. */
  readonly probability: number;
}

/** Records of several entities in one cluster, or of one entity in several. */
export interface MistakeReport {
  readonly kind: 'OVER_MERGED' | 'SPLIT';
  /** Pairs that are wrongly together or wrongly apart. */
  readonly pairs: number;
  /** Records in each part, largest first: the entities of the cluster, or the clusters of the entity. */
  readonly parts: readonly number[];
  /** The pair that tells most: the strongest between two parts, of those that were looked at. */
  readonly between: readonly [EvaluatedRecord, EvaluatedRecord];
  readonly cause: 'EVIDENCE' | 'CLUSTER' | 'NOT_COMPARED' | 'VETO' | 'WEIGHT' | 'OTHER_KIND';
  /** Null for a person and an organisation, which are never compared. */
  readonly explanation: PairReport | null;
}

export interface EvaluationReport {
  readonly dataset: string;
  readonly records: number;
  readonly entities: number;
  readonly truePairs: number;
  /** Records of which the truth says nothing: each counts as an entity of its own. */
  readonly withoutTruth: number;
  /** Attributes that were left out. */
  readonly without: readonly string[];
  /** Over all pairs that the clusters imply. */
  readonly pairs: EvaluationScores;
  /** B-cubed (Bagga & Baldwin 1998). */
  readonly bcubed: EvaluationScores;
  /** `recall`: share of the true pairs that were compared. */
  readonly blocking: { readonly recall: number; readonly pairsPerRecord: number };
  /** From the first byte read to the clusters. */
  readonly seconds: number;
  /** Of the whole process, until the clusters were there. */
  readonly peakMemoryMiB: number;
  /** Worst first, over-merged ones before split ones. */
  readonly mistakes: readonly MistakeReport[];
  /** What is odd about the data set and no obstacle. */
  readonly notes: readonly string[];
}
