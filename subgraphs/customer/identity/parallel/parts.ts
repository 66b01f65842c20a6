import type { DoPart } from '../score/pair-work.ts';

/** Pairs in one part: a tenth of a second or less. */
const partSize = 4096;
const [taken, done] = [1, 2];

/**
 * Parts of one job that threads take one by one, each by whoever is free first. Who did a part cannot be seen in what was
 * found. In shared memory: the number of the next part, then the state of each.
 */
export class Parts {
  constructor(
    readonly states: Int32Array,
    readonly count: number,
  ) {}

  static of(count: number): Parts {
    return new Parts(new Int32Array(new SharedArrayBuffer(4 * (1 + Math.ceil(count / partSize)))), count);
  }

  /** Does parts until none is left. */
  doAll(doPart: DoPart): void {
    for (
      let part = Atomics.add(this.states, 0, 1);
      part < this.states.length - 1;
      part = Atomics.add(this.states, 0, 1)
    ) {
      Atomics.store(this.states, part + 1, taken);
      this.#do(part, doPart);
    }
  }

  #do(part: number, doPart: DoPart): void {
    doPart(part * partSize, Math.min(this.count, (part + 1) * partSize));
    Atomics.store(this.states, part + 1, done);
    Atomics.notify(this.states, part + 1);
  }

  /**
   * Waits until all parts are done. One that takes longer than this is done here, too: it gives the same, and whoever took it may
   * be gone. False when that happened.
   */
  finish(doPart: DoPart, patienceMs: number): boolean {
    let isComplete = true;
    for (let part = 0; part < this.states.length - 1; part += 1) {
      const deadline = performance.now() + (isComplete ? patienceMs : 0);
      for (let state = this.#state(part); state !== done; state = this.#state(part)) {
        const left = deadline - performance.now();
        if (left > 0) Atomics.wait(this.states, part + 1, state, left);
        else {
          isComplete = false;
          this.#do(part, doPart);
        }
      }
    }
    return isComplete;
  }

  #state(part: number): number {
    return Atomics.load(this.states, part + 1);
  }
}
