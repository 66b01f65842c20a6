import { Blocker } from './block/blocker.ts';
import { averageLink } from './cluster/average-link.ts';
import { Aliases } from './compare/aliases.ts';
import { comparatorOf } from './compare/comparators.ts';
import { featureSet, type FeatureSet } from './features/feature-set.ts';
import { isOrganization, type IdentityRecord } from './record.ts';
import { defaultRules, withExtras } from './rules/default-rules.ts';
import type { KindRules, Rules } from './rules/rules.ts';
import { learnAliases } from './score/learn-aliases.ts';
import { expectedM, learnM, learnU, type Sample } from './score/learn.ts';
import { levelsOf, Vetoes, weightOf, type Model } from './score/model.ts';

export interface MatchOptions {
  readonly rules?: Rules;
  readonly onProgress?: (step: string, done: number, total: number) => void;
  /** Sees every candidate pair: for measuring blocking. */
  readonly onPair?: (a: number, b: number) => void;
}

/** What was found about one kind of record. */
export interface KindResult {
  readonly kind: 'PERSON' | 'ORGANIZATION';
  readonly model: Model;
  readonly rules: KindRules;
  readonly candidates: number;
}

export interface MatchResult {
  /** Cluster of each record: the number of its first record. */
  readonly clusters: Int32Array;
  readonly kinds: readonly KindResult[];
}

const sampleSize = 3_000_000;

/**
 * Who is one customer: features -> candidate pairs -> comparison levels -> weights, learned without labels -> clusters.
 * Pure and deterministic: equal records in equal order (`byIdentity` of record.ts) give equal clusters. Persons and
 * organisations are apart.
 */
export function match(records: readonly IdentityRecord[], options: MatchOptions = {}): MatchResult {
  const set = featureSet(records);
  const extras = [...set.columns.keys()].filter((name) => name.startsWith('extra_'));
  const rules = withExtras(options.rules ?? defaultRules, extras);
  const clusters = Int32Array.from(records, (_, at) => at);
  const kinds = (['PERSON', 'ORGANIZATION'] as const).flatMap((kind) => {
    const own = records.flatMap((record, at) => (isOrganization(record) === (kind === 'ORGANIZATION') ? [at] : []));
    if (own.length < 2) return [];
    const kindRules = kind === 'PERSON' ? rules.persons : rules.organizations;
    return [matchKind(kind, set, Int32Array.from(own), kindRules, clusters, options)];
  });
  return { clusters, kinds };
}

function matchKind(
  kind: KindResult['kind'],
  set: FeatureSet,
  own: Int32Array,
  rules: KindRules,
  clusters: Int32Array,
  options: MatchOptions,
): KindResult {
  const isOwn = new Uint8Array(set.count);
  for (const record of own) isOwn[record] = 1;
  const blocker = new Blocker(set, (record) => isOwn[record] === 1, rules.blocks);
  const modelWith = (aliases: Aliases): Model => {
    const comparisons = rules.comparisons.filter(({ feature }) => feature === undefined || set.columns.has(feature));
    const comparators = comparisons.map((rule) => comparatorOf(rule, set, aliases));
    const model = { comparisons, comparators, vetoes: rules.vetoes, prior: 1 / own.length, m: [], u: [] };
    return { ...model, m: expectedM(model) };
  };
  let model = modelWith(new Aliases());
  const pairs = candidatePairs(own, blocker, options);
  learnU(model, own);
  let sample = sampleOf(model, pairs);
  learnM(model, sample, own.length, 6);
  const aliases = learnAliases(model, sample, set, rules.personal);
  if (aliases.size > new Aliases().size) {
    const learned = modelWith(aliases);
    learned.prior = model.prior;
    model = learned;
    learnU(model, own);
    sample = sampleOf(model, pairs);
    learnM(model, sample, own.length, 6);
  }
  cluster(model, rules, pairs, clusters);
  return { kind, model, rules, candidates: pairs.count };
}

interface Pairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly count: number;
}

function candidatePairs(own: Int32Array, blocker: Blocker, { onPair, onProgress }: MatchOptions): Pairs {
  let capacity = Math.max(1024, own.length * 8);
  let [a, b] = [new Int32Array(capacity), new Int32Array(capacity)];
  let count = 0;
  for (const [at, record] of own.entries()) {
    blocker.partners(record, (partner) => {
      if (count === capacity) {
        capacity *= 2;
        const [longerA, longerB] = [new Int32Array(capacity), new Int32Array(capacity)];
        longerA.set(a);
        longerB.set(b);
        [a, b] = [longerA, longerB];
      }
      a[count] = record;
      b[count] = partner;
      count += 1;
      onPair?.(record, partner);
    });
    if (at % 10_000 === 0) onProgress?.('candidate pairs', at, own.length);
  }
  return { a, b, count };
}

function sampleOf(model: Model, pairs: Pairs): Sample {
  const step = Math.max(1, Math.ceil(pairs.count / sampleSize));
  const count = Math.ceil(pairs.count / step);
  const width = model.comparators.length;
  const [a, b] = [new Int32Array(count), new Int32Array(count)];
  const levels = new Uint8Array(count * width);
  for (let at = 0; at < count; at += 1) {
    a[at] = pairs.a[at * step] ?? 0;
    b[at] = pairs.b[at * step] ?? 0;
    levelsOf(model, a[at] ?? 0, b[at] ?? 0, levels.subarray(at * width, (at + 1) * width));
  }
  return { a, b, levels, count, candidates: pairs.count };
}

function cluster(model: Model, rules: KindRules, pairs: Pairs, clusters: Int32Array): void {
  const vetoes = new Vetoes(model);
  const levels = new Uint8Array(model.comparators.length);
  const weigh = (a: number, b: number): number => {
    levelsOf(model, a, b, levels);
    return Math.min(weightOf(model, a, b, levels), vetoes.of(levels)?.atMost ?? Infinity);
  };
  const edges: { a: number[]; b: number[]; weight: number[] } = { a: [], b: [], weight: [] };
  for (let pair = 0; pair < pairs.count; pair += 1) {
    const [a, b] = [pairs.a[pair] ?? 0, pairs.b[pair] ?? 0];
    const weight = weigh(a, b);
    if (weight < rules.cluster.pair) continue;
    edges.a.push(a);
    edges.b.push(b);
    edges.weight.push(weight);
  }
  const found = averageLink(
    clusters.length,
    {
      a: Int32Array.from(edges.a),
      b: Int32Array.from(edges.b),
      weight: Float64Array.from(edges.weight),
      count: edges.a.length,
    },
    { weightOf: weigh, mean: rules.cluster.mean },
  );
  for (const [record, root] of found.entries()) if (root !== record) clusters[record] = root;
}
