import type { FeatureColumn } from '../features/column.ts';

/** Bits that are set in a whole number of 32 bits. */
export function bitsIn(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const blank = 1 << (' '.charCodeAt(0) & 31);
/** Sums of fractions may be this much off. */
const rounding = 1e-9;
/** Of the first letters, so many that agree make two texts more alike (Winkler). */
const prefix = 4;

/**
 * What the values of a feature have at least between them, told from their lengths and from which letters are in them: most
 * pairs of strangers need not be compared letter by letter. It never says no to a pair that is like enough.
 */
export class TextBounds {
  readonly #column: FeatureColumn;
  /** Of each value: its letters, one bit for each that is equal modulo 32; how long it is; how it begins. */
  #letters: Int32Array | null = null;
  #lengths = new Int32Array(0);
  #firsts = new Uint16Array(0);

  constructor(column: FeatureColumn) {
    this.#column = column;
  }

  /** Whether two values may be so many slips of the pen apart, or fewer. */
  mayBeWithin(x: number, y: number, slips: number): boolean {
    const letters = this.#letters ?? this.#read();
    const [p, q] = [this.#lengths[x] ?? 0, this.#lengths[y] ?? 0];
    if (p < 0 || q < 0) return true;
    // a slip changes the length by one, and takes away one letter and brings another
    return Math.abs(p - q) <= slips && bitsIn((letters[x] ?? 0) ^ (letters[y] ?? 0)) <= 2 * slips;
  }

  /** Whether the Jaro-Winkler similarity of two values may be at least this. */
  mayBeLike(x: number, y: number, least: number): boolean {
    const letters = this.#letters ?? this.#read();
    const [p, q] = [this.#lengths[x] ?? 0, this.#lengths[y] ?? 0];
    if (p <= 0 || q <= 0) return true;
    const [own, other] = [letters[x] ?? 0, letters[y] ?? 0];
    // a letter that the other has nowhere matches nothing
    const matches = Math.min(p - bitsIn(own & ~other), q - bitsIn(other & ~own));
    if (matches <= 0) return false;
    const jaro = (matches / p + matches / q + 1) / 3;
    const begins = this.#firsts[x] === this.#firsts[y] ? prefix * 0.1 : 0;
    return jaro + begins * (1 - jaro) >= least - rounding;
  }

  /** Whether one of two values may be in the other, whatever the order and the blanks, but for so many slips of the pen. */
  mayHold(x: number, y: number, slips: number): boolean {
    const letters = this.#letters ?? this.#read();
    const [own, other] = [letters[x] ?? 0, letters[y] ?? 0];
    return Math.min(bitsIn(own & ~other & ~blank), bitsIn(other & ~own & ~blank)) <= slips;
  }

  /** The code unit with which a value begins. */
  first(id: number): number {
    if (this.#letters === null) this.#read();
    return this.#firsts[id] ?? 0;
  }

  #read(): Int32Array {
    const { size } = this.#column;
    const letters = new Int32Array(size);
    this.#letters = letters;
    this.#lengths = new Int32Array(size);
    this.#firsts = new Uint16Array(size);
    for (let id = 0; id < size; id += 1) {
      const text = this.#column.text(id);
      let [own, isPlain] = [0, true];
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        own |= 1 << (unit & 31);
        // two units may be one character: nothing is told by their number
        if (unit >= 0xd800 && unit <= 0xdbff) isPlain = false;
      }
      letters[id] = own;
      this.#lengths[id] = isPlain ? text.length : -1;
      this.#firsts[id] = text.charCodeAt(0);
    }
    return letters;
  }
}

const known = new WeakMap<FeatureColumn, TextBounds>();

/** Read once for a column, when they are first asked. */
export function boundsOf(column: FeatureColumn): TextBounds {
  const found = known.get(column) ?? new TextBounds(column);
  known.set(column, found);
  return found;
}
