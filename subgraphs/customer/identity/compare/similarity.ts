const surrogate = /[\ud800-\udfff]/;

/** The code points of a text; a text without surrogates is its own list of letters. */
const lettersOf = (text: string): ArrayLike<string> & { readonly length: number } =>
  surrogate.test(text) ? [...text] : text;

/**
 * Jaro-Winkler similarity of two texts, 0 to 1, on code points (Winkler 1990, prefix scale 0.1, at most four letters).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const [x, y] = [lettersOf(a), lettersOf(b)];
  if (x.length === 0 || y.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(x.length, y.length) / 2) - 1);
  const [inX, inY] = [new Uint8Array(x.length), new Uint8Array(y.length)];
  let matches = 0;
  for (let at = 0; at < x.length; at += 1) {
    const letter = x[at];
    for (let to = Math.max(0, at - reach); to < Math.min(y.length, at + reach + 1); to += 1) {
      if (inY[to] !== 0 || y[to] !== letter) continue;
      inX[at] = inY[to] = 1;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let transposed = 0;
  let to = 0;
  for (let at = 0; at < x.length; at += 1) {
    if (inX[at] === 0) continue;
    while (inY[to] === 0) to += 1;
    if (x[at] !== y[to]) transposed += 1;
    to += 1;
  }
  const jaro = (matches / x.length + matches / y.length + (matches - transposed / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < x.length && x[prefix] === y[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Edits (insert, delete, replace, swap of neighbours) between two texts on code points; `limit` + 1 when there are more. */
export function editDistance(a: string, b: string, limit: number): number {
  const [x, y] = [lettersOf(a), lettersOf(b)];
  if (Math.abs(x.length - y.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: y.length + 1 }, (_, at) => at);
  for (let i = 1; i <= x.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= y.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (x[i - 1] === y[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return Math.min(last[y.length] ?? 0, limit + 1);
}

/** Remembers the similarity of pairs of value ids; bounded, so that long runs do not eat the memory. */
export class SimilarityCache {
  readonly #known = new Map<number, number>();
  constructor(
    private readonly textOf: (id: number) => string,
    private readonly measure: (a: string, b: string) => number = jaroWinkler,
    private readonly capacity = 2_000_000,
  ) {}

  of(a: number, b: number): number {
    if (a === b) return 1;
    const key = a < b ? a * 2 ** 26 + b : b * 2 ** 26 + a;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const value = this.measure(this.textOf(a), this.textOf(b));
    if (this.#known.size >= this.capacity) this.#known.clear();
    this.#known.set(key, value);
    return value;
  }
}
