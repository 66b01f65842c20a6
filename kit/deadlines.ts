import { Places, type Placed } from './places.ts';

/** Something that may take until `endsAt` (`performance.now()`). */
export interface Due extends Placed {
  readonly endsAt: number;
  /** Called once, when time is up. */
  late(): void;
}

/**
 * Many limits on one timer, which rings at the earliest and is not moved when that one is done in time: nearly all are, so
 * that a statement costs no timer.
 */
export class Deadlines {
  readonly #open = new Places<Due>();
  #timer: NodeJS.Timeout | undefined;
  #ringsAt = Infinity;

  add(due: Due): void {
    this.#open.add(due);
    if (due.endsAt < this.#ringsAt) this.#wind(due.endsAt);
  }

  delete(due: Due): void {
    this.#open.delete(due);
  }

  #wind(at: number): void {
    clearTimeout(this.#timer);
    this.#ringsAt = at;
    // A timer counts whole milliseconds, and may be a little early.
    this.#timer = setTimeout(
      () => {
        this.#ring();
      },
      Math.max(1, Math.ceil(at - performance.now())),
    );
    this.#timer.unref();
  }

  #ring(): void {
    this.#ringsAt = Infinity;
    // Those of the same moment together.
    const until = performance.now() + 1;
    const over = this.#open.all.filter(({ endsAt }) => endsAt <= until).sort((a, b) => a.endsAt - b.endsAt);
    for (const due of over) {
      // One that was told before may have ended this one.
      if (this.#open.delete(due)) due.late();
    }
    let next = Infinity;
    for (const { endsAt } of this.#open.all) next = Math.min(next, endsAt);
    if (next < this.#ringsAt) this.#wind(next);
  }
}

/** Those of the whole process. */
export const deadlines = new Deadlines();
