import type { CandidatePairs } from '../block/candidate-pairs.ts';
import { Aliases } from '../compare/aliases.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules } from '../rules/rules.ts';
import { learnAliases } from './learn-aliases.ts';
import { drawStrangers, expectedM, learnM, learnU, type Sample } from './learn.ts';
import { learnedOf, unlearnedModel, type LearnedKind } from './learned.ts';
import type { Model } from './model.ts';
import type { PairWork } from './pair-work.ts';

/** Candidate pairs that are looked at, evenly spread over all. */
const sampleSize = 1_250_000;
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
  work: PairWork,
): { model: Model; learned: LearnedKind } {
  const learn = (aliases: Aliases, prior: number): { model: Model; sample: Sample } => {
    const model = unlearnedModel(set, rules, aliases, prior);
    model.m = expectedM(model);
    const strangers = drawStrangers(model, own, work);
    model.u = learnU(strangers, model.m, 0);
    const sample = sampleOf(model, pairs, work);
    learnM(model, sample, strangers, own.length, rounds);
    return { model, sample };
  };
  const first = learn(new Aliases(), 1 / own.length);
  const aliases = learnAliases(first.model, first.sample, set, rules.personal);
  const { model } = aliases.learned.length === 0 ? first : learn(aliases, first.model.prior);
  return { model, learned: learnedOf(model, own.length) };
}

function sampleOf(model: Model, pairs: CandidatePairs, work: PairWork): Sample {
  const step = Math.max(1, Math.ceil(pairs.count / sampleSize));
  const sample = step === 1 ? pairs : everyOther(pairs, step);
  return { a: sample.a, b: sample.b, levels: work.levels(model, sample), count: sample.count, candidates: pairs.count };
}

function everyOther(pairs: CandidatePairs, step: number): CandidatePairs {
  const count = Math.ceil(pairs.count / step);
  const pick = (all: Int32Array): Int32Array => Int32Array.from({ length: count }, (_, at) => all[at * step] ?? 0);
  return { a: pick(pairs.a), b: pick(pairs.b), count };
}
