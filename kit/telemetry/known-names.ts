import { LRUCache } from 'lru-cache';

/** A name has a label of its own once it was seen so often. */
const often = 10;
const mostLabels = 200;
const mostCandidates = 1_000;
const longest = 80;

/**
 * Names that clients give, as labels of metrics: only those that come again and again, and only so many, so that nobody can
 * fill the memory with names. All others are `other`; what has no name is `anonymous`.
 */
export class KnownNames {
  readonly #labels = new Set<string>();
  readonly #candidates = new LRUCache<string, number>({ max: mostCandidates });

  /** `isGood`: the request was answered. What is refused earns no label. */
  labelOf(name: string | null, isGood: boolean): string {
    if (name === null) return 'anonymous';
    if (this.#labels.has(name)) return name;
    if (!isGood || name.length > longest || this.#labels.size >= mostLabels) return 'other';
    const seen = (this.#candidates.get(name) ?? 0) + 1;
    this.#candidates.set(name, seen);
    if (seen < often) return 'other';
    this.#candidates.delete(name);
    this.#labels.add(name);
    return name;
  }
}
