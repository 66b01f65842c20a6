/** Pairs of records by number, with their weight; `count` of each array are used. */
export interface Edges {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly count: number;
}

/** Grows as edges come. */
export class EdgeList implements Edges {
  a = new Int32Array(1024);
  b = new Int32Array(1024);
  weight = new Float64Array(1024);
  count = 0;

  push(a: number, b: number, weight: number): void {
    if (this.count === this.a.length) {
      const [longerA, longerB] = [new Int32Array(this.count * 2), new Int32Array(this.count * 2)];
      const longerWeight = new Float64Array(this.count * 2);
      longerA.set(this.a);
      longerB.set(this.b);
      longerWeight.set(this.weight);
      [this.a, this.b, this.weight] = [longerA, longerB, longerWeight];
    }
    this.a[this.count] = a;
    this.b[this.count] = b;
    this.weight[this.count] = weight;
    this.count += 1;
  }
}
