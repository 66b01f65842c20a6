import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** What Apollo Server keeps parsed and validated documents in. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, value: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** As many as the engine keeps compiled; about 30 KB each, of which Apollo's own bound, bytes of JSON, sees a quarter. */
const most = 2_000;

/** The documents used last, by count: parsed and validated once for each supergraph, whose hash is part of the key. */
export function documentStore(): DocumentStore {
  const kept = new LRUCache<string, DocumentNode>({ max: most });
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => kept.delete(key),
  };
}
