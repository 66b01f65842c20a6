/** Disjoint sets of the numbers 0 to n-1, each named by its smallest, that know their members. */
export class UnionFind {
  readonly #parent: Int32Array;
  /** Of sets of two and more, by name, in ascending order. */
  readonly #members = new Map<number, readonly number[]>();

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, at) => at);
  }

  /** How many numbers there are, in all sets. */
  get size(): number {
    return this.#parent.length;
  }

  find(at: number): number {
    let root = at;
    for (let up = this.#parent[root] ?? root; up !== root; up = this.#parent[root] ?? root)
      root = this.#parent[root] = this.#parent[up] ?? up;
    return root;
  }

  /** Of the set of any number, in ascending order. */
  members(at: number): readonly number[] {
    const root = this.find(at);
    return this.#members.get(root) ?? [root];
  }

  union(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x === y) return;
    const [keep, gone] = x < y ? [x, y] : [y, x];
    const both = [...this.members(keep), ...this.members(gone)].sort((p, q) => p - q);
    this.#parent[gone] = keep;
    this.#members.set(keep, both);
    this.#members.delete(gone);
  }
}
