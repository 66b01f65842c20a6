import { GrowingInts } from './growing-ints.ts';

/** Numbers keys of 64 bits (hash.ts) from 0 in the order in which they come. Open addressing, 16 to 40 bytes a key. */
export class KeyTable {
  readonly #high = new GrowingInts();
  readonly #low = new GrowingInts();
  /** 0 is free, else the number + 1. */
  #slots = new Int32Array(64);

  /** The number of the key; the next one when it is new. */
  idOf(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (let id = (this.#slots[slot] ?? 0) - 1; id !== -1; id = (this.#slots[slot] ?? 0) - 1) {
      if (this.#low.at(id) === low && this.#high.at(id) === high) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.#low.length;
    this.#high.push(high);
    this.#low.push(low);
    this.#slots[slot] = id + 1;
    if (this.#low.length * 2 > this.#slots.length) this.#widen();
    return id;
  }

  high(id: number): number {
    return this.#high.at(id);
  }

  low(id: number): number {
    return this.#low.at(id);
  }

  #widen(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#low.length; id += 1) {
      let slot = this.#low.at(id) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}
