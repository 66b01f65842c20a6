/** Disjoint sets of the numbers 0 to n-1 that know their members. */
export class UnionFind {
  readonly #parent: number[];
  readonly #members: number[][];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, at) => at);
    this.#members = Array.from({ length: size }, (_, at) => [at]);
  }

  find(at: number): number {
    let root = at;
    for (let next = this.#parent[root] ?? root; next !== root; next = this.#parent[root] ?? root) root = next;
    for (let next = at; next !== root;) {
      const up = this.#parent[next] ?? root;
      this.#parent[next] = root;
      next = up;
    }
    return root;
  }

  members(at: number): readonly number[] {
    return this.#members[this.find(at)] ?? [];
  }

  union(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x === y) return;
    const [small, large] = this.members(x).length < this.members(y).length ? [x, y] : [y, x];
    this.#parent[small] = large;
    this.#members[large]?.push(...(this.#members[small] ?? []));
    this.#members[small] = [];
  }

  /** All sets, members in ascending order, sets in order of their first member. */
  sets(): number[][] {
    return this.#members
      .filter((members) => members.length > 0)
      .map((members) => [...members].sort((a, b) => a - b))
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  }
}
