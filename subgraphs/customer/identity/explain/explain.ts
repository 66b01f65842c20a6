import type { EvidenceReport, PairReport } from '../../../../kit/subgraph/evaluate.ts';
import { evidence, levelsOf, priorWeight, probability, Vetoes, type Model } from '../score/model.ts';

/**
 * Why two records are one, or not, by their numbers in the records that the model was learned from; also pairs that were
 * never compared. Prior and evidence, added in this order, are exactly the weight that the engine reckons with.
 */
export function explainPair(model: Model, a: number, b: number): PairReport {
  const levels = new Uint8Array(model.comparators.length);
  levelsOf(model, a, b, levels);
  const prior = priorWeight(model);
  const parts = model.comparisons.map(({ name, levels: names }, at): EvidenceReport => {
    const level = levels[at] ?? 0;
    const known = level === 0 ? null : (names[level - 1] ?? `level ${String(level)}`);
    return { comparison: name, level: known, weight: evidence(model, at, a, b, level) };
  });
  const weight = parts.reduce((sum, part) => sum + part.weight, prior);
  const rule = new Vetoes(model).of(levels, weight);
  return {
    prior,
    evidence: parts,
    weight,
    veto: rule && { reason: rule.reason, atMost: Number.isFinite(rule.atMost) ? rule.atMost : null },
    probability: probability(Math.min(weight, rule?.atMost ?? Infinity)),
  };
}

/** What counts in clusters: the weight after the veto; -Infinity where it keeps the two apart for good. */
export function countedWeight({ weight, veto }: PairReport): number {
  return veto === null ? weight : Math.min(weight, veto.atMost ?? -Infinity);
}
