import { LRUCache } from 'lru-cache';

/** What Apollo Server keeps registered documents in. */
export interface DocumentCache {
  get(key: string): Promise<string | undefined>;
  /** By the hash, hex. */
  find(hash: string): string | undefined;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Apollo Server puts it before the hash. */
const prefix = 'apq:';
/** Bytes that an entry costs besides its text. */
const overhead = 200;

/**
 * Documents that clients registered by their hash, in so many bytes of memory; those used least go first, so that whoever
 * registers without end pushes out others and himself, and they send the text again. Apollo Server asks to register only
 * what is valid and whose hash is right.
 */
export function documentCache(maxBytes: number): DocumentCache {
  const kept = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (text, key) => 2 * (text.length + key.length) + overhead,
  });
  return {
    get: async (key) => kept.get(key),
    find: (hash) => kept.get(`${prefix}${hash}`),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => kept.delete(key),
  };
}
