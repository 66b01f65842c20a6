/** Something that may take until `endsAt` (`performance.now()`). */
export interface Due {
  readonly endsAt: number;
  /** Where it stands among those that are open; -1 at first, and whenever it is not open. Deadlines' own. */
  place: number;
  /** Called once, when time is up. */
  late(): void;
}

/**
 * Many limits on one timer, which rings at the earliest and is not moved when that one is done in time: nearly all are, so
 * that a statement costs no timer. No Set: each table that a busy one has outgrown refers to the next, so that the first
 * that has grown old keeps all later ones, with what was in them, through every small garbage collection.
 */
export class Deadlines {
  readonly #open: Due[] = [];
  #timer: NodeJS.Timeout | undefined;
  #ringsAt = Infinity;

  add(due: Due): void {
    due.place = this.#open.push(due) - 1;
    if (due.endsAt < this.#ringsAt) this.#wind(due.endsAt);
  }

  delete(due: Due): void {
    if (due.place < 0) return;
    const last = this.#open.pop();
    if (last && last !== due) {
      this.#open[due.place] = last;
      last.place = due.place;
    }
    due.place = -1;
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
    const over = this.#open.filter(({ endsAt }) => endsAt <= until).sort((a, b) => a.endsAt - b.endsAt);
    for (const due of over) {
      // One that was told before may have ended this one.
      if (due.place < 0) continue;
      this.delete(due);
      due.late();
    }
    let next = Infinity;
    for (const { endsAt } of this.#open) next = Math.min(next, endsAt);
    if (next < this.#ringsAt) this.#wind(next);
  }
}

/** Those of the whole process. */
export const deadlines = new Deadlines();
