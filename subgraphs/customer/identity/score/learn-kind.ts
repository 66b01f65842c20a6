import type { CandidatePairs } from '../block/candidate-pairs.ts';
import { Aliases } from '../compare/aliases.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules } from '../rules/rules.ts';
import { learnAliases } from './learn-aliases.ts';
import { expectedM, learnM, learnU, type Sample } from './learn.ts';
import { learnedOf, unlearnedModel, type LearnedKind } from './learned.ts';
import { levelsOf, type Model } from './model.ts';

/** Candidate pairs that are looked at, evenly spread over all. */
const sampleSize = 3_000_000;
const rounds = 6;

/**
 * Learns from the records of one kind and their candidate pairs, without labels: u, then m and the prior, then which names
 * stand for each other, then all again with those.
 */
export function learnKind(
  set: FeatureSet,
  own: Int32Array,
  rules: KindRules,
  pairs: CandidatePairs,
): { model: Model; learned: LearnedKind } {
  const learn = (aliases: Aliases, prior: number): { model: Model; sample: Sample } => {
    const model = unlearnedModel(set, rules, aliases, prior);
    model.m = expectedM(model);
    learnU(model, own);
    const sample = sampleOf(model, pairs);
    learnM(model, sample, own.length, rounds);
    return { model, sample };
  };
  const first = learn(new Aliases(), 1 / own.length);
  const aliases = learnAliases(first.model, first.sample, set, rules.personal);
  const { model } = aliases.learned.length === 0 ? first : learn(aliases, first.model.prior);
  return { model, learned: learnedOf(model, own.length, aliases) };
}

function sampleOf(model: Model, pairs: CandidatePairs): Sample {
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
