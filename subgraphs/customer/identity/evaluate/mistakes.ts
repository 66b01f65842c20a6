import type { EvaluatedRecord, MistakeReport, PairReport } from '../../../../kit/subgraph/evaluate.ts';
import { countedWeight, explainPair } from '../explain/explain.ts';
import type { KindResult, MatchResult } from '../match.ts';
import { isOrganization, type IdentityRecord } from '../record.ts';
import type { TrueCandidates } from './true-candidates.ts';

/** Of one mistake so many records are compared with each other to find the pair that tells most. */
const lookedAt = 80;

export interface Judged {
  readonly records: readonly IdentityRecord[];
  readonly entities: Int32Array;
  readonly result: MatchResult;
  readonly trueCandidates: TrueCandidates;
}

interface Wrong {
  readonly parts: readonly (readonly number[])[];
  readonly pairs: number;
}

/** The worst mistakes of each kind, most pairs first, each with its most telling pair. */
export function worstMistakes(judged: Judged, most: number, showValues: boolean): MistakeReport[] {
  const { entities, result } = judged;
  return [
    ...worst(result.clusters, entities, most).map((wrong) => report('OVER_MERGED', wrong, judged, showValues)),
    ...worst(entities, result.clusters, most).map((wrong) => report('SPLIT', wrong, judged, showValues)),
  ];
}

/** Groups of `whole` that consist of several groups of `by`, most pairs between them first. */
function worst(whole: ArrayLike<number>, by: ArrayLike<number>, most: number): Wrong[] {
  const groups = new Map<number, Map<number, number[]>>();
  for (let record = 0; record < whole.length; record += 1) {
    const group = entry(groups, whole[record] ?? -1, () => new Map<number, number[]>());
    entry(group, by[record] ?? -1, () => []).push(record);
  }
  return [...groups.values()]
    .filter((group) => group.size > 1)
    .map((group): Wrong => {
      const parts = [...group.values()].sort((x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0));
      const all = parts.reduce((sum, part) => sum + part.length, 0);
      return { parts, pairs: pairsOf(all) - parts.reduce((sum, part) => sum + pairsOf(part.length), 0) };
    })
    .sort((x, y) => y.pairs - x.pairs || (x.parts[0]?.[0] ?? 0) - (y.parts[0]?.[0] ?? 0))
    .slice(0, most);
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const pairsOf = (n: number): number => (n * (n - 1)) / 2;

interface Telling {
  readonly a: number;
  readonly b: number;
  readonly kind: KindResult | null;
  readonly explanation: PairReport | null;
}

function report(kind: MistakeReport['kind'], wrong: Wrong, judged: Judged, showValues: boolean): MistakeReport {
  const pair = mostTelling(wrong.parts, judged);
  const show = (at: number): EvaluatedRecord => {
    const { system, id, values } = judged.records[at] ?? { system: '', id: '', values: {} };
    return { system, id, ...(showValues && { values }) };
  };
  return {
    kind,
    pairs: wrong.pairs,
    parts: wrong.parts.slice(0, 20).map((part) => part.length),
    between: [show(pair.a), show(pair.b)],
    cause: causeOf(kind, pair, judged.trueCandidates),
    explanation: pair.explanation,
  };
}

/** The pair between two parts that has the highest weight, among a bounded number from every part. */
function mostTelling(parts: Wrong['parts'], { records, result }: Judged): Telling {
  const each = Math.max(1, Math.floor(lookedAt / parts.length));
  const some = parts.slice(0, lookedAt).map((part) => {
    const step = Math.max(1, Math.ceil(part.length / each));
    return part.filter((_, at) => at % step === 0);
  });
  const kindOf = (record: number): KindResult['kind'] =>
    isOrganization(records[record] ?? { system: '', id: '', kind: null, values: {} }) ? 'ORGANIZATION' : 'PERSON';
  let best: Telling | null = null;
  let heaviest = -Infinity;
  for (const [at, part] of some.entries())
    for (const a of part)
      for (const b of some.slice(at + 1).flat()) {
        const kind = kindOf(a) === kindOf(b) ? (result.kinds.find((one) => one.kind === kindOf(a)) ?? null) : null;
        const explanation = kind && explainPair(kind.model, a, b);
        const weight = explanation ? countedWeight(explanation) : -Infinity;
        if (best !== null && weight <= heaviest) continue;
        best = { a, b, kind, explanation };
        heaviest = weight;
      }
  if (!best) throw new Error('a mistake has two parts at least');
  return best;
}

function causeOf(
  mistake: MistakeReport['kind'],
  { a, b, kind, explanation }: Telling,
  trueCandidates: TrueCandidates,
): MistakeReport['cause'] {
  if (!kind || !explanation) return 'OTHER_KIND';
  const isEnough = countedWeight(explanation) >= kind.rules.cluster.pair;
  if (mistake === 'OVER_MERGED') return isEnough ? 'EVIDENCE' : 'CLUSTER';
  if (!trueCandidates.has(a, b)) return 'NOT_COMPARED';
  if (isEnough) return 'CLUSTER';
  return explanation.veto && explanation.weight >= kind.rules.cluster.pair ? 'VETO' : 'WEIGHT';
}
