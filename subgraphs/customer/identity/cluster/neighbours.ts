import type { Edges } from './edges.ts';

/** Who is linked to each record, by some of the edges. */
export class Neighbours {
  readonly #starts: Int32Array;
  readonly #others: Int32Array;

  /** `chosen` are places in `edges`; `records` is how many records there are. */
  constructor(edges: Edges, chosen: Uint32Array, records: number) {
    this.#starts = new Int32Array(records + 1);
    this.#others = new Int32Array(chosen.length * 2);
    const next = this.#starts;
    for (const edge of chosen)
      for (const end of [edges.a[edge] ?? 0, edges.b[edge] ?? 0]) next[end] = (next[end] ?? 0) + 1;
    // each start is first the end of its record's part, and moves to the front as the part is filled
    for (let record = 1; record <= records; record += 1) next[record] = (next[record] ?? 0) + (next[record - 1] ?? 0);
    const add = (record: number, other: number): void => {
      const place = (next[record] ?? 0) - 1;
      next[record] = place;
      this.#others[place] = other;
    };
    for (const edge of chosen) {
      const [a, b] = [edges.a[edge] ?? 0, edges.b[edge] ?? 0];
      add(a, b);
      add(b, a);
    }
  }

  of(record: number): Int32Array {
    return this.#others.subarray(this.#starts[record], this.#starts[record + 1]);
  }
}
