import type { CandidatePairs } from '../block/candidate-pairs.ts';
import { levelsOf, type Model } from './model.ts';
import { weigher } from './weigh.ts';

/** `levels`: a row of comparison levels for each pair. `weights`: the weight of each, after the vetoes. */
export type PairJob = CandidatePairs &
  (
    { readonly what: 'levels'; readonly found: Uint8Array } | { readonly what: 'weights'; readonly found: Float64Array }
  );

/** Does a part of the job: writes what was found of the pairs from `from` to before `to`, and nothing else. */
export type DoPart = (from: number, to: number) => void;

export function partOf(job: PairJob, model: Model): DoPart {
  const { a, b } = job;
  if (job.what === 'weights') {
    const weigh = weigher(model);
    return (from, to) => {
      for (let pair = from; pair < to; pair += 1) job.found[pair] = weigh(a[pair] ?? 0, b[pair] ?? 0);
    };
  }
  const width = model.comparators.length;
  const levels = new Uint8Array(width);
  return (from, to) => {
    for (let pair = from; pair < to; pair += 1) {
      levelsOf(model, a[pair] ?? 0, b[pair] ?? 0, levels);
      job.found.set(levels, pair * width);
    }
  };
}

/** Looks at many pairs of records, alone or in several threads; the result is the same to the last bit. */
export interface PairWork {
  /** Levels of each pair, a row of comparisons per pair. */
  levels(model: Model, pairs: CandidatePairs): Uint8Array;
  /** Weight of each pair after the vetoes; -Infinity where one keeps the two apart. */
  weights(model: Model, pairs: CandidatePairs): Float64Array;
}

const run = <J extends PairJob>(model: Model, job: J): J['found'] => {
  partOf(job, model)(0, job.count);
  return job.found;
};

/** In this thread. */
export const alone: PairWork = {
  levels: (model, { a, b, count }) =>
    run(model, { what: 'levels', a, b, count, found: new Uint8Array(count * model.comparators.length) }),
  weights: (model, { a, b, count }) => run(model, { what: 'weights', a, b, count, found: new Float64Array(count) }),
};
