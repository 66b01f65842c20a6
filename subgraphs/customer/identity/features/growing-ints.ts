/** Whole numbers of 32 bits, one after the other: a list that takes four bytes for each. */
export class GrowingInts {
  #values: Int32Array;
  length = 0;

  constructor(values: Int32Array = new Int32Array(16), length = 0) {
    this.#values = values;
    this.length = length;
  }

  /** All these, without a copy. */
  static of(values: Int32Array): GrowingInts {
    return new GrowingInts(values, values.length);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const longer = new Int32Array(Math.max(16, this.#values.length * 2));
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** The value at a place; 0 where there is none. */
  at(place: number): number {
    return this.#values[place] ?? 0;
  }

  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  add(place: number, value: number): void {
    this.#values[place] = this.at(place) + value;
  }

  /** All of them, without a copy: valid until the next push. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }

  /** A copy in memory that threads share. */
  shared(): Int32Array {
    const values = new Int32Array(new SharedArrayBuffer(this.length * 4));
    values.set(this.view());
    return values;
  }
}
