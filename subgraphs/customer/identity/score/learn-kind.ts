import type { CandidatePairs } from '../block/candidate-pairs.ts';
import { Aliases } from '../compare/aliases.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules } from '../rules/rules.ts';
import { learnAliases } from './learn-aliases.ts';
import { drawPairs, expectedM, learnM, learnU, strangersOf, type Sample } from './learn.ts';
import { levelledAnew } from './level-anew.ts';
import { learnedOf, unlearnedModel, type LearnedKind } from './learned.ts';
import type { Model } from './model.ts';
import { levelled, type LevelledPairs, type PairWork } from './pair-work.ts';

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
  onRound: (done: number, total: number) => void = () => undefined,
): { model: Model; learned: LearnedKind } {
  const learn = (model: Model, drawn: LevelledPairs, candidates: LevelledPairs): Sample => {
    model.m = expectedM(model);
    const strangers = strangersOf(model, own, drawn);
    model.u = learnU(strangers, model.m, 0);
    const sample = { ...candidates, candidates: pairs.count };
    learnM(model, sample, strangers, own.length, rounds, (done) => {
      onRound(done, rounds);
    });
    return sample;
  };
  const first = unlearnedModel(set, rules, new Aliases(), 1 / own.length);
  const [drawn, candidates] = [levelled(first, drawPairs(own), work), levelled(first, sampleOf(pairs), work)];
  const sample = learn(first, drawn, candidates);
  const aliases = learnAliases(first, sample, set, rules.personal);
  if (aliases.learned.length === 0) return { model: first, learned: learnedOf(first, own.length) };
  const model = unlearnedModel(set, rules, aliases, first.prior);
  const anew = (known: LevelledPairs): LevelledPairs => levelledAnew(model, set, aliases, known, work);
  learn(model, anew(drawn), anew(candidates));
  return { model, learned: learnedOf(model, own.length) };
}

function sampleOf(pairs: CandidatePairs): CandidatePairs {
  const step = Math.max(1, Math.ceil(pairs.count / sampleSize));
  return step === 1 ? pairs : everyOther(pairs, step);
}

function everyOther(pairs: CandidatePairs, step: number): CandidatePairs {
  const count = Math.ceil(pairs.count / step);
  const pick = (all: Int32Array): Int32Array => Int32Array.from({ length: count }, (_, at) => all[at * step] ?? 0);
  return { a: pick(pairs.a), b: pick(pairs.b), count };
}
