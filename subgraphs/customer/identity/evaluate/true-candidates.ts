/** Candidate pairs that are true pairs, eight bytes each: what blocking found of the truth. */
export class TrueCandidates {
  #a = new Int32Array(1024);
  #b = new Int32Array(1024);
  #count = 0;

  add(a: number, b: number): void {
    if (this.#count === this.#a.length) {
      const [a, b] = [new Int32Array(this.#count * 2), new Int32Array(this.#count * 2)];
      a.set(this.#a);
      b.set(this.#b);
      [this.#a, this.#b] = [a, b];
    }
    this.#a[this.#count] = a;
    this.#b[this.#count] = b;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  /** In either order. Looks through all: for a few questions only. */
  has(x: number, y: number): boolean {
    const [a, b] = [Math.min(x, y), Math.max(x, y)];
    for (let at = 0; at < this.#count; at += 1) if (this.#a[at] === a && this.#b[at] === b) return true;
    return false;
  }
}
