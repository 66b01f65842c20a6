/** Code points of the two texts that are being compared; longer ones make them longer. */
let [left, right] = [new Int32Array(64), new Int32Array(64)];
/** Which letters have found their like, and rows of edit distances. */
let [usedLeft, usedRight] = [new Uint8Array(64), new Uint8Array(64)];
let [before, last, row] = [new Int32Array(65), new Int32Array(65), new Int32Array(65)];

function makeRoom(length: number): void {
  if (length <= left.length) return;
  [left, right] = [new Int32Array(length), new Int32Array(length)];
  [usedLeft, usedRight] = [new Uint8Array(length), new Uint8Array(length)];
  [before, last, row] = [new Int32Array(length + 1), new Int32Array(length + 1), new Int32Array(length + 1)];
}

/** The code points of a text into `into`; how many there are. */
function codePoints(text: string, into: Int32Array): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isPair = unit >= 0xd800 && unit <= 0xdbff && at + 1 < text.length;
    const point = isPair ? (text.codePointAt(at) ?? unit) : unit;
    if (point > 0xffff) at += 1;
    into[count] = point;
    count += 1;
  }
  return count;
}

/**
 * Jaro-Winkler similarity of two texts, 0 to 1, on code points (Winkler 1990, prefix scale 0.1, at most four letters).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  makeRoom(Math.max(a.length, b.length));
  const [x, y] = [codePoints(a, left), codePoints(b, right)];
  if (x === 0 || y === 0) return 0;
  const reach = Math.max(0, (Math.max(x, y) >> 1) - 1);
  usedLeft.fill(0, 0, x);
  usedRight.fill(0, 0, y);
  let matches = 0;
  for (let at = 0; at < x; at += 1) {
    const letter = left[at];
    const end = Math.min(y, at + reach + 1);
    for (let to = Math.max(0, at - reach); to < end; to += 1) {
      if (right[to] !== letter || usedRight[to] !== 0) continue;
      usedLeft[at] = usedRight[to] = 1;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let transposed = 0;
  let to = 0;
  for (let at = 0; at < x; at += 1) {
    if (usedLeft[at] === 0) continue;
    while (usedRight[to] === 0) to += 1;
    if (left[at] !== right[to]) transposed += 1;
    to += 1;
  }
  const jaro = (matches / x + matches / y + (matches - transposed / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < x && left[prefix] === right[prefix] && prefix < y) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Edits (insert, delete, replace, swap of neighbours) between two texts on code points; `limit` + 1 when there are more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  // a code point takes one or two units, so lengths in units decide only when they are far apart
  if (a.length > 2 * (b.length + limit) || b.length > 2 * (a.length + limit)) return limit + 1;
  makeRoom(Math.max(a.length, b.length));
  const [x, y] = [codePoints(a, left), codePoints(b, right)];
  if (Math.abs(x - y) > limit) return limit + 1;
  for (let j = 0; j <= y; j += 1) last[j] = j;
  for (let i = 1; i <= x; i += 1) {
    const letter = left[i - 1] ?? 0;
    const swapped = i > 1 ? (left[i - 2] ?? 0) : -1;
    // further from the diagonal than the limit there is nothing to win
    const [from, to] = [Math.max(1, i - limit), Math.min(y, i + limit)];
    row[from - 1] = from === 1 ? i : limit + 1;
    let least = row[from - 1] ?? 0;
    for (let j = from; j <= to; j += 1) {
      const other = right[j - 1] ?? 0;
      let best = (last[j - 1] ?? 0) + (letter === other ? 0 : 1);
      if (j < i + limit) best = Math.min(best, (last[j] ?? 0) + 1);
      best = Math.min(best, (row[j - 1] ?? 0) + 1);
      if (swapped === other && j > 1 && letter === right[j - 2]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row[j] = best;
      if (best < least) least = best;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[y] ?? 0, limit + 1);
}

/** Before a cache has found out how much it is used; later it grows up to `most`. */
const smallest = 256;

/**
 * Remembers the similarity of pairs of value ids. Each pair has one place, which it shares with others: the last one stays. So
 * memory is bounded, and long runs do not slow down.
 */
export class SimilarityCache {
  /** Pair and similarity side by side; the pair as one number, -1 where there is none. */
  #places = new Float64Array(2 * smallest).fill(-1);
  #taken = 0;

  constructor(
    private readonly textOf: (id: number) => string,
    private readonly measure: (a: string, b: string) => number = jaroWinkler,
    private readonly most = 2 ** 20,
  ) {}

  of(a: number, b: number): number {
    if (a === b) return 1;
    const key = a < b ? a * 2 ** 26 + b : b * 2 ** 26 + a;
    const place = placeOf(a, b, this.#places.length);
    if (this.#places[place] === key) return this.#places[place + 1] ?? 0;
    const p = this.textOf(a);
    const q = this.textOf(b);
    // in the order of the texts: Jaro-Winkler may differ the other way round, and ids differ from set to set
    const value = p < q ? this.measure(p, q) : this.measure(q, p);
    this.#put(place, key, value);
    if (this.#taken * 4 > this.#places.length && this.#places.length < 2 * this.most) this.#widen();
    return value;
  }

  #put(place: number, key: number, value: number): void {
    if (this.#places[place] === -1) this.#taken += 1;
    this.#places[place] = key;
    this.#places[place + 1] = value;
  }

  #widen(): void {
    const old = this.#places;
    this.#places = new Float64Array(old.length * 4).fill(-1);
    this.#taken = 0;
    for (let at = 0; at < old.length; at += 2) {
      const key = old[at] ?? -1;
      if (key === -1) continue;
      const place = placeOf(Math.floor(key / 2 ** 26), key % 2 ** 26, this.#places.length);
      this.#put(place, key, old[at + 1] ?? 0);
    }
  }
}

/** The same for both orders; `length` is a power of two, and a place takes two. */
function placeOf(a: number, b: number, length: number): number {
  const mixed = Math.imul(a ^ b, 0x9e3779b1) ^ Math.imul(a + b, 0x85ebca6b);
  return ((mixed ^ (mixed >>> 15)) & (length / 2 - 1)) * 2;
}
