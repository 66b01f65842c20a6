import type { Random } from '../../demo/company/random.ts';

/**
 * Ranks from 0 that come up as words and places do: the chance of a rank is in proportion to 1 / (rank + flatness)
 * (Zipf's law as corrected by Mandelbrot).
 */
export class Ranks {
  readonly #upTo: Float64Array;

  constructor(
    readonly count: number,
    flatness: number,
  ) {
    this.#upTo = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank += 1) this.#upTo[rank] = sum += 1 / (rank + flatness);
  }

  draw(random: Random): number {
    const wanted = random.next() * (this.#upTo[this.count - 1] ?? 0);
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#upTo[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Chance of a rank. */
  share(rank: number): number {
    const before = rank === 0 ? 0 : (this.#upTo[rank - 1] ?? 0);
    return ((this.#upTo[rank] ?? 0) - before) / (this.#upTo[this.count - 1] ?? 1);
  }
}
