import { evidenceOf, type Model } from './model.ts';
import type { Sample } from './learn.ts';

/**
 * What the pairs of a sample say, put into classes: pairs with one level of a comparison, on values of one frequency, have one
 * weight of evidence, whatever the model knows by then. There are thousands of them, and millions of pairs.
 */
export class EvidenceClasses {
  /** A row of comparisons per pair; 0 where one can't tell. */
  readonly of: Int32Array;
  /** By class: comparison, level, frequency; NaN where frequency says nothing. */
  readonly #at: number[] = [0];
  readonly #levels: number[] = [0];
  readonly #frequencies: number[] = [NaN];

  constructor(model: Model, { a, b, levels, count }: Sample) {
    const width = model.comparators.length;
    const known = model.comparisons.map((rule) => [[], ...rule.levels].map(() => new Map<number, number>()));
    this.of = new Int32Array(count * width);
    for (let pair = 0; pair < count; pair += 1)
      for (let at = 0; at < width; at += 1) {
        const level = levels[pair * width + at] ?? 0;
        if (level === 0) continue;
        const frequency = model.comparators[at]?.frequency(a[pair] ?? 0, b[pair] ?? 0, level) ?? NaN;
        this.of[pair * width + at] = this.#classOf(known[at]?.[level], at, level, frequency);
      }
  }

  #classOf(known: Map<number, number> | undefined, at: number, level: number, frequency: number): number {
    const found = known?.get(frequency);
    if (found !== undefined) return found;
    const one = this.#at.length;
    this.#at.push(at);
    this.#levels.push(level);
    this.#frequencies.push(frequency);
    known?.set(frequency, one);
    return one;
  }

  get size(): number {
    return this.#at.length;
  }

  /** Place of each class in a table of comparisons and levels, `width` levels to a comparison; 0 of those that can't tell. */
  places(width: number): Int32Array {
    return Int32Array.from(this.#at, (at, one) => (one === 0 ? 0 : at * width + (this.#levels[one] ?? 0)));
  }

  /** Weight of the evidence of each class by what the model knows now. */
  weights(model: Model): Float64Array {
    return Float64Array.from(this.#at, (at, one) => {
      const frequency = this.#frequencies[one] ?? NaN;
      return evidenceOf(model, at, this.#levels[one] ?? 0, () => (Number.isNaN(frequency) ? null : frequency));
    });
  }
}
