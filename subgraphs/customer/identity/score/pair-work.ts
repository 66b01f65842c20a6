import type { CandidatePairs } from '../block/candidate-pairs.ts';
import { edgeWeigher } from './edge-weigher.ts';
import { levelsOf, type Model } from './model.ts';

/** `levels`: a row of comparison levels for each pair. `weights`: the weight of each, after the vetoes, from `least` on. */
export type PairJob = CandidatePairs &
  (
    | { readonly what: 'levels'; readonly found: Uint8Array }
    | { readonly what: 'weights'; readonly least: number; readonly found: Float64Array }
  );

/** Does a part of the job: writes what was found of the pairs from `from` to before `to`, and nothing else. */
export type DoPart = (from: number, to: number) => void;

export function partOf(job: PairJob, model: Model): DoPart {
  const { a, b } = job;
  if (job.what === 'weights') {
    const weigh = edgeWeigher(model, job.least);
    return (from, to) => {
      for (let pair = from; pair < to; pair += 1) job.found[pair] = weigh(a[pair] ?? 0, b[pair] ?? 0);
    };
  }
  const width = model.comparators.length;
  return (from, to) => {
    for (let pair = from; pair < to; pair += 1) levelsOf(model, a[pair] ?? 0, b[pair] ?? 0, job.found, pair * width);
  };
}

/** Looks at many pairs of records, alone or in several threads; the result is the same to the last bit. */
export interface PairWork {
  /** Levels of each pair, a row of comparisons per pair. */
  levels(model: Model, pairs: CandidatePairs): Uint8Array;
  /** Weight of each pair after the vetoes; anything below `least` where it is not at least that. */
  weights(model: Model, pairs: CandidatePairs, least: number): Float64Array;
}

const run = <J extends PairJob>(model: Model, job: J): J['found'] => {
  partOf(job, model)(0, job.count);
  return job.found;
};

/** In this thread. */
export const alone: PairWork = {
  levels: (model, { a, b, count }) =>
    run(model, { what: 'levels', a, b, count, found: new Uint8Array(count * model.comparators.length) }),
  weights: (model, { a, b, count }, least) =>
    run(model, { what: 'weights', least, a, b, count, found: new Float64Array(count) }),
};

/** Pairs with their levels, a row of comparisons per pair. */
export interface LevelledPairs extends CandidatePairs {
  readonly levels: Uint8Array;
}

export const levelled = (model: Model, { a, b, count }: CandidatePairs, work: PairWork): LevelledPairs => ({
  a,
  b,
  count,
  levels: work.levels(model, { a, b, count }),
});
