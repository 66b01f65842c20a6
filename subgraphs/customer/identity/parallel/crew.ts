import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { CandidatePairs } from '../block/candidate-pairs.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { KindRules, Rules } from '../rules/rules.ts';
import type { Model } from '../score/model.ts';
import { alone, partOf, type PairJob, type PairWork } from '../score/pair-work.ts';
import { newThread } from '../../../../kit/threads/new-thread.ts';
import { Parts } from './parts.ts';
import { shareFeatures, type SharedFeatures } from './shared-features.ts';

/** What of a model is data; a member makes its own comparators. */
export interface PlainModel {
  readonly aliases: readonly string[];
  readonly prior: number;
  readonly m: number[][];
  readonly u: number[][];
}

export type CrewMessage =
  | { readonly what: 'features'; readonly features: SharedFeatures }
  | { readonly what: 'rules'; readonly rules: KindRules }
  | { readonly what: 'job'; readonly job: PairJob; readonly states: Int32Array; readonly model: PlainModel };

/** Each member has a copy of the texts that are compared. */
const mostThreads = 4;
/** A part takes far less; a member that needs longer is given up. */
const patienceMs = 30_000;

/** Fewer records are compared before a member has come. */
const worthIt = 20_000;

/** As many threads as the number of records and the machine suggest, or so many. */
export function crewFor(
  set: FeatureSet,
  { persons, organizations }: Rules,
  threads?: number,
  onPairs?: (done: number, total: number) => void,
): Crew {
  const suggested = set.count < worthIt ? 1 : Math.min(mostThreads, availableParallelism());
  return new Crew(threads ?? suggested, set, [persons, organizations], onPairs);
}

/**
 * Threads that look at pairs together with this one, which works and waits for them without giving up control: whoever
 * calls sees an ordinary function. A member that fails costs time and changes nothing.
 */
export class Crew implements PairWork {
  readonly #members: Worker[];

  constructor(
    threads: number,
    set: FeatureSet,
    rules: readonly KindRules[],
    private readonly onPairs?: (done: number, total: number) => void,
  ) {
    this.#members = Array.from({ length: threads - 1 }, () => newMember());
    if (this.#members.length > 0) this.#tell({ what: 'features', features: shareFeatures(set, rules) });
  }

  /** From now on pairs are compared by these rules. */
  take(rules: KindRules): void {
    this.#tell({ what: 'rules', rules });
  }

  levels(model: Model, { a, b, count }: CandidatePairs): Uint8Array {
    if (this.#members.length === 0) return alone.levels(model, { a, b, count });
    const found = new Uint8Array(new SharedArrayBuffer(count * model.comparators.length));
    this.#run(model, { what: 'levels', a: shared(a, count), b: shared(b, count), count, found });
    return found;
  }

  weights(model: Model, { a, b, count }: CandidatePairs, least: number): Float64Array {
    if (this.#members.length === 0) return alone.weights(model, { a, b, count }, least);
    const found = new Float64Array(new SharedArrayBuffer(count * 8));
    this.#run(model, { what: 'weights', least, a: shared(a, count), b: shared(b, count), count, found });
    return found;
  }

  #run(model: Model, job: PairJob): void {
    const parts = Parts.of(job.count);
    const { aliases, prior, m, u } = model;
    this.#tell({ what: 'job', job, states: parts.states, model: { aliases, prior, m, u } });
    const doPart = partOf(job, model);
    parts.doAll((from, to) => {
      this.onPairs?.(from, job.count);
      doPart(from, to);
    });
    if (!parts.finish(doPart, patienceMs)) this.end();
  }

  #tell(message: CrewMessage): void {
    for (const one of this.#members) one.postMessage(message);
  }

  end(): void {
    for (const one of this.#members.splice(0)) void one.terminate();
  }
}

function newMember(): Worker {
  const worker = newThread(new URL('./crew-member.ts', import.meta.url));
  // Its parts are done by others: nobody has to hear of it.
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}

function shared(values: Int32Array, count: number): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Int32Array(new SharedArrayBuffer(count * 4));
  copy.set(values.subarray(0, count));
  return copy;
}
