import type { VetoRule } from '../rules/rules.ts';
import type { GroupLevels, Judge } from '../score/judge.ts';

/** One pair says no more than this, for or against. */
const bounds = { low: -20, high: 25 };
/** What a pair says in a mean of pairs. */
export const boundedWeight = (weight: number): number => Math.max(bounds.low, Math.min(bounds.high, weight));
/** Of groups larger than this, so many members speak for the rest. */
export const speakers = 30;

const speakersOf = (group: readonly number[]): readonly number[] => {
  const step = Math.ceil(group.length / speakers);
  return step <= 1 ? group : group.filter((_, at) => at % step === 0);
};

/** What speaks for two groups of records being one: the mean weight over all their pairs, capped by a veto against them. */
export class GroupWeights {
  readonly #judge: Judge;
  readonly #least: number;

  /** Groups that weigh less than `least` are two; nobody asks how much less. */
  constructor(judge: Judge, least: number) {
    this.#judge = judge;
    this.#least = least;
  }

  of(left: readonly number[], right: readonly number[]): number {
    return this.claim(left, right, this.#least);
  }

  /** The same of groups that one of the two may lose to another: below `least` it still is to be compared. */
  claim(left: readonly number[], right: readonly number[], least: number): number {
    const mean = this.mean(left, right);
    return mean < least ? mean : Math.min(mean, this.vetoOf(this.levels(left, right), mean)?.atMost ?? Infinity);
  }

  levels(left: readonly number[], right: readonly number[]): GroupLevels {
    return this.#judge.levels(speakersOf(left), speakersOf(right));
  }

  /** The veto that keeps groups of these levels and this mean weight two. */
  vetoOf(levels: GroupLevels, weight: number): VetoRule | null {
    const veto = this.#judge.vetoOf(levels, weight);
    return veto && veto.atMost < this.#least ? veto : null;
  }

  /** Over all pairs, before any veto of the two groups; -Infinity when a veto never lets some pair be one. */
  mean(left: readonly number[], right: readonly number[]): number {
    const [those, others] = [speakersOf(left), speakersOf(right)];
    let sum = 0;
    for (const a of those)
      for (const b of others) {
        const weight = this.#judge.weigh(a, b);
        if (weight === -Infinity) return -Infinity;
        sum += boundedWeight(weight);
      }
    return sum / (those.length * others.length);
  }
}
