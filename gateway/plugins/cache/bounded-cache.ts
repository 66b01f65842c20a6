import { LRUCache } from 'lru-cache';

/** Something kept, with times in milliseconds of the clock. */
export interface Kept {
  /** Since when it ages. */
  readonly from: number;
  /** As good as new until then. */
  readonly freshUntil: number;
  /** Not used in any case from then on. */
  readonly goneAt: number;
  /** Characters that it holds, about. */
  readonly size: number;
}

/** What an entry takes besides its text, bytes, about. */
const overhead = 600;
/** The share of the whole that one entry may take. */
const largestShare = 8;

/** What is kept, by key, bounded in bytes; what is used least goes first. */
export class BoundedCache<T extends Kept> {
  readonly #entries: LRUCache<string, T>;
  #edition = 0;

  constructor(bytes: number) {
    this.#entries = new LRUCache({
      maxSize: bytes,
      maxEntrySize: Math.max(1, Math.floor(bytes / largestShare)),
      // A character takes two bytes at most.
      sizeCalculation: (entry, key) => overhead + 2 * (entry.size + key.length),
    });
  }

  /** What may still be used: fresh or not. */
  get(key: string, now: number): T | undefined {
    const found = this.#entries.get(key);
    return found && now < found.goneAt ? found : undefined;
  }

  /** Another one each time it is emptied. */
  get edition(): number {
    return this.#edition;
  }

  /** Keeps what was read since `edition` began, and nothing that was read before the cache was emptied. */
  set(key: string, entry: T, edition: number): void {
    if (edition === this.#edition) this.#entries.set(key, entry);
  }

  clear(): void {
    this.#edition += 1;
    this.#entries.clear();
  }

  /** Takes out what nobody may use any more, so that it does not stay in memory either. */
  sweep(now: number): void {
    for (const [key, { goneAt }] of this.#entries.entries()) if (goneAt <= now) this.#entries.delete(key);
  }

  /** Bytes, about. */
  get bytes(): number {
    return this.#entries.calculatedSize;
  }
}
