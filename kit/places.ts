export interface Placed {
  /** Where it stands; -1 at first, and whenever it is not in. The list's own. */
  place: number;
}

/**
 * What is open, in no order: anything is in at once, and out at once, for the last one takes its place. No Set: each table
 * that a busy one has outgrown refers to the next, so that the first that has grown old keeps all later ones, with what was
 * in them, through every small garbage collection.
 */
export class Places<T extends Placed> {
  readonly #all: T[] = [];

  get all(): readonly T[] {
    return this.#all;
  }

  /** Only what is in no such list. */
  add(one: T): void {
    one.place = this.#all.push(one) - 1;
  }

  /** False when it was not in. */
  delete(one: T): boolean {
    if (one.place < 0) return false;
    const last = this.#all.pop();
    if (last && last !== one) {
      this.#all[one.place] = last;
      last.place = one.place;
    }
    one.place = -1;
    return true;
  }
}
