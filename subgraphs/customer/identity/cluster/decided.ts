import { indexConstraints, type Constraints } from '../constraints.ts';
import { UnionFind } from './union-find.ts';

/**
 * What people decided, over records by number, while clusters grow: sets of records that are one customer by the model or
 * by decision, and whether two of them may become one. What people tied together is no evidence for the model.
 */
export class DecidedSets {
  readonly #sets: UnionFind;
  readonly #isApart: ((a: number, b: number) => boolean) | null;

  /** `keys` are the account keys of the records, by number. */
  constructor(constraints: Constraints, keys: readonly string[]) {
    const index = indexConstraints(constraints);
    this.#sets = new UnionFind(keys.length);
    this.#isApart = index.hasApart ? (a, b) => index.isApart(keys[a] ?? '', keys[b] ?? '') : null;
    if (index.together.length === 0) return;
    const numbers = new Map(keys.map((key, at) => [key, at]));
    for (const group of index.together) {
      const [first, ...others] = group.map((key) => numbers.get(key)).filter((at) => at !== undefined);
      for (const other of others) this.#sets.union(first ?? other, other);
    }
  }

  mayMeet(a: number, b: number): boolean {
    const isApart = this.#isApart;
    if (isApart === null || this.#sets.find(a) === this.#sets.find(b)) return true;
    return this.#sets.members(a).every((x) => this.#sets.members(b).every((y) => !isApart(x, y)));
  }

  unite(a: number, b: number): void {
    this.#sets.union(a, b);
  }

  /** The first record of the set. */
  find(record: number): number {
    return this.#sets.find(record);
  }
}
