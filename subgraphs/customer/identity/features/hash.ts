/**
 * A hash of 64 bits as two whole numbers of 32 (signed), the same in every process and on every machine. Both halves are
 * stirred by multiplication and shift (constants of MurmurHash3, Appleby 2011) and mixed at the end. Not for secrets.
 */
export interface Hash64 {
  high: number;
  low: number;
}

/** The finaliser of MurmurHash3: no two numbers give the same, and every bit depends on all. */
function stir(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Hash of a text, by its UTF-16 code units, into `into`. */
export function hashText(text: string, into: Hash64): void {
  let high = 0x9747b28c ^ text.length;
  let low = 0x165667b1;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0xcc9e2d51);
    high ^= high >>> 15;
    low = Math.imul(low ^ unit, 0x1b873593);
    low ^= low >>> 13;
  }
  into.low = (stir(low) + high) | 0;
  into.high = (stir(high) + into.low) | 0;
}

/** Makes `into` the hash of a sequence: what it held before, then these halves. The order counts. */
export function hashOn(into: Hash64, high: number, low: number): void {
  const lower = stir(into.low ^ low);
  const higher = (stir(into.high ^ high) + lower) | 0;
  into.high = higher;
  into.low = (lower + higher) | 0;
}

/** As a signed 64-bit whole number: `bigint` of PostgreSQL. */
export const asBigint = (high: number, low: number): bigint => (BigInt(high) << 32n) | BigInt(low >>> 0);
