/** Counters from 1, one per kind of row and system: `next('demo-crm quotes')`. */
export class Sequences {
  readonly #counters = new Map<string, number>();

  next(name: string): number {
    const value = (this.#counters.get(name) ?? 0) + 1;
    this.#counters.set(name, value);
    return value;
  }
}
