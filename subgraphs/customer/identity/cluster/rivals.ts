import { bestLevels } from '../score/judge.ts';
import type { GroupWeights } from './group-weight.ts';
import type { Neighbours } from './neighbours.ts';
import type { UnionFind } from './union-find.ts';

export interface Margin {
  /** Weight from which two groups become one. */
  readonly mean: number;
  /** By how much (log2 of the odds) one of two that can't be one must fit better than the other. */
  readonly margin: number;
}

/**
 * Whether a group could as well belong to somebody else. Father and son of one name, at one address: a record with no more than
 * name and address fits both, and whoever it is given to, the other can't have it.
 */
export class Rivals {
  readonly #sets: UnionFind;
  readonly #neighbours: Neighbours;
  readonly #weights: GroupWeights;
  readonly #rule: Margin;

  constructor(sets: UnionFind, neighbours: Neighbours, weights: GroupWeights, rule: Margin) {
    this.#sets = sets;
    this.#neighbours = neighbours;
    this.#weights = weights;
    this.#rule = rule;
  }

  /** Whether anybody has about as good a claim on one of the two groups as the other has, by this weight. */
  areTorn(left: readonly number[], right: readonly number[], weight: number): boolean {
    return this.#isTorn(left, right, weight) || this.#isTorn(right, left, weight);
  }

  #isTorn(group: readonly number[], taker: readonly number[], weight: number): boolean {
    const least = weight - this.#rule.margin;
    for (const name of this.#linkedTo(group, taker)) {
      const rival = this.#sets.members(name);
      if (this.#weights.claim(group, rival, least) >= least && this.#excludeEachOther(group, taker, rival)) return true;
    }
    return false;
  }

  /** Names of the other groups with a link to this one. */
  #linkedTo(group: readonly number[], taker: readonly number[]): Set<number> {
    const names = new Set<number>();
    for (const record of group) for (const other of this.#neighbours.of(record)) names.add(this.#sets.find(other));
    for (const known of [group, taker]) names.delete(this.#sets.find(known[0] ?? 0));
    return names;
  }

  /** Whether neither of the two can be one with the other once it has the group. */
  #excludeEachOther(group: readonly number[], taker: readonly number[], rival: readonly number[]): boolean {
    const between = this.#weights.levels(taker, rival);
    const rivalWith = bestLevels(between, this.#weights.levels(group, rival));
    const takerWith = bestLevels(between, this.#weights.levels(group, taker));
    const isVetoed = (weight: number): boolean =>
      this.#weights.vetoOf(rivalWith, weight) !== null && this.#weights.vetoOf(takerWith, weight) !== null;
    return isVetoed(-Infinity) && isVetoed(this.#weights.mean(taker, rival));
  }
}
