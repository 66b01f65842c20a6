import type { Blocker } from './blocker.ts';

/** Pairs of records by number; `count` of each array are used. */
export interface CandidatePairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly count: number;
}

/** Grows as pairs come. */
export class PairList implements CandidatePairs {
  a: Int32Array;
  b: Int32Array;
  count = 0;

  constructor(capacity: number) {
    this.a = new Int32Array(Math.max(1024, capacity));
    this.b = new Int32Array(this.a.length);
  }

  push(a: number, b: number): void {
    if (this.count === this.a.length) {
      const [longerA, longerB] = [new Int32Array(this.count * 2), new Int32Array(this.count * 2)];
      longerA.set(this.a);
      longerB.set(this.b);
      [this.a, this.b] = [longerA, longerB];
    }
    this.a[this.count] = a;
    this.b[this.count] = b;
    this.count += 1;
  }
}

/** All candidate pairs of these records, each once. */
export function candidatePairs(
  own: Int32Array,
  blocker: Blocker,
  onRecord: (done: number) => void = () => undefined,
): CandidatePairs {
  const pairs = new PairList(own.length * 8);
  for (const [at, record] of own.entries()) {
    blocker.partners(record, (partner) => {
      pairs.push(record, partner);
    });
    if (at % 10_000 === 0) onRecord(at);
  }
  return pairs;
}
