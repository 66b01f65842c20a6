import { Blocker } from './block/blocker.ts';
import { candidatePairs, type CandidatePairs } from './block/candidate-pairs.ts';
import { averageLink } from './cluster/average-link.ts';
import { DecidedSets } from './cluster/decided.ts';
import { EdgeList, type Edges } from './cluster/edges.ts';
import { UnionFind } from './cluster/union-find.ts';
import { noConstraints, type Constraints } from './constraints.ts';
import type { FeatureColumn } from './features/column.ts';
import { isIdentifying } from './features/extras.ts';
import { featureSet, type FeatureSet } from './features/feature-set.ts';
import { crewFor } from './parallel/crew.ts';
import { isOrganization, recordKey, type IdentityRecord } from './record.ts';
import { defaultRules, withExtras } from './rules/default-rules.ts';
import { rulesFor, type KindRules, type Rules } from './rules/rules.ts';
import { judgeOf, type Judge } from './score/judge.ts';
import { learnKind } from './score/learn-kind.ts';
import { adoptFrequencies, modelOver, type Knowledge, type LearnedKind } from './score/learned.ts';
import type { Model } from './score/model.ts';
import type { PairWork } from './score/pair-work.ts';

/** Raise it when features, comparisons, learning or clustering change: what was kept of earlier runs is then made anew. */
export const MATCHER_VERSION = 5;

export interface MatchOptions {
  readonly rules?: Rules;
  /** Weighs by this and learns nothing anew, except of a kind of which nothing was learned. */
  readonly knowledge?: Knowledge;
  /** What people decided, by account key. */
  readonly constraints?: Constraints;
  /** Records, pairs, rounds or edges of a step that are done; a step may come again. */
  readonly onProgress?: (step: string, done: number, total: number) => void;
  /** Threads that compare pairs; by default as many as there are processors, for more than a few records. */
  readonly threads?: number;
  /** Sees every candidate pair: for measuring blocking. */
  readonly onPair?: (a: number, b: number) => void;
}

export type Kind = 'PERSON' | 'ORGANIZATION';

/** What was found about one kind of record. */
export interface KindResult {
  readonly kind: Kind;
  readonly model: Model;
  readonly learned: LearnedKind;
  readonly rules: KindRules;
  readonly candidates: number;
  /** Candidate pairs that may bring clusters together, or are worth the look of a steward. */
  readonly edges: Edges;
}

export interface MatchResult {
  /** Cluster of each record: the number of its first record. */
  readonly clusters: Int32Array;
  readonly kinds: readonly KindResult[];
  readonly features: FeatureSet;
}

/**
 * Who is one customer: features -> candidate pairs -> comparison levels -> weights, learned without labels -> clusters.
 * Pure and deterministic: equal records in equal order (`byIdentity` of record.ts) give equal clusters. Persons and
 * organisations are apart, unless people say otherwise.
 */
export function match(records: readonly IdentityRecord[], options: MatchOptions = {}): MatchResult {
  const { knowledge, constraints = noConstraints, onProgress } = options;
  const features = featureSet(records, undefined, (done) => onProgress?.('features', done, records.length));
  const extras = [...features.columns].filter(([name]) => name.startsWith('extra_'));
  const identifying = knowledge?.learned.identifying ?? identifyingOf(extras);
  if (knowledge) adoptFrequencies(features, knowledge);
  const rules = withExtras(
    options.rules ?? defaultRules,
    extras.map(([name]) => name),
    identifying,
  );
  const work = crewFor(features, rules, options.threads, (done, total) => onProgress?.('comparing pairs', done, total));
  const kinds = (['PERSON', 'ORGANIZATION'] as const).flatMap((kind) => {
    const own = records.flatMap((record, at) => (isOrganization(record) === (kind === 'ORGANIZATION') ? [at] : []));
    if (own.length < 2) return [];
    const known = (kind === 'PERSON' ? knowledge?.learned.persons : knowledge?.learned.organizations) ?? null;
    const kindRules = rulesFor(rules, kind);
    work.take(kindRules);
    return [matchKind(kind, features, Int32Array.from(own), kindRules, known, work, options)];
  });
  work.end();
  const clusters = clusterRecords(
    records,
    kinds.map(({ model, rules: { cluster }, edges }) => ({ judge: judgeOf(model), cluster, edges })),
    constraints,
    (done, total) => onProgress?.('clusters', done, total),
  );
  return { clusters, kinds, features };
}

const identifyingOf = (columns: readonly (readonly [string, FeatureColumn])[]): string[] =>
  columns.flatMap(([name, column]) => (isIdentifying(column) ? [name] : []));

function matchKind(
  kind: Kind,
  set: FeatureSet,
  own: Int32Array,
  rules: KindRules,
  known: LearnedKind | null,
  work: PairWork,
  { onPair, onProgress }: MatchOptions,
): KindResult {
  const isOwn = new Uint8Array(set.count);
  for (const record of own) isOwn[record] = 1;
  const blocker = new Blocker(set, (record) => isOwn[record] === 1, rules.blocks);
  const pairs = candidatePairs(own, blocker, (done) => onProgress?.('candidate pairs', done, own.length));
  if (onPair) for (let pair = 0; pair < pairs.count; pair += 1) onPair(pairs.a[pair] ?? 0, pairs.b[pair] ?? 0);
  const { model, learned } = known
    ? { model: modelOver(set, rules, known), learned: known }
    : learnKind(set, own, rules, pairs, work, (done, total) => onProgress?.('learning weights', done, total));
  const edges = edgesOf(pairs, model, work, rules);
  return {
    kind,
    model,
    learned,
    rules,
    candidates: pairs.count,
    edges,
  };
}

/** Candidate pairs that weigh enough to be looked at. */
function edgesOf(pairs: CandidatePairs, model: Model, work: PairWork, { cluster }: KindRules): Edges {
  const least = Math.min(cluster.review, cluster.pair);
  const weights = work.weights(model, pairs, least);
  const edges = new EdgeList();
  for (let pair = 0; pair < pairs.count; pair += 1) {
    const weight = weights[pair] ?? -Infinity;
    if (weight >= least) edges.push(pairs.a[pair] ?? 0, pairs.b[pair] ?? 0, weight);
  }
  return edges;
}

/** The edges of one kind, with what it takes to cluster them. */
export interface WeighedEdges {
  readonly judge: Judge;
  readonly cluster: KindRules['cluster'];
  readonly edges: Edges;
}

/** Cluster of each record, the number of its first record: what the model joins and what people tied together. */
export function clusterRecords(
  records: readonly IdentityRecord[],
  kinds: readonly WeighedEdges[],
  constraints: Constraints,
  onEdge: (done: number, total: number) => void = () => undefined,
): Int32Array {
  const isDecided = constraints.together.length > 0 || constraints.apart.length > 0;
  const decided = isDecided ? new DecidedSets(constraints, records.map(recordKey)) : null;
  const sets = new UnionFind(records.length);
  for (const { judge, cluster, edges } of kinds) averageLink(sets, edges, { judge, ...cluster, decided, onEdge });
  return Int32Array.from({ length: records.length }, (_, record) => (decided ?? sets).find(record));
}
