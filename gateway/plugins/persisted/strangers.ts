import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';

/** Documents that are remembered as told. */
const remembered = 5_000;

/** Tells the log of each document that is not trusted: the first time, and then at every power of ten. */
export function strangers(log: Logger): (hash: string, operationName: string | null) => void {
  const counts = new LRUCache<string, number>({ max: remembered });
  return (hash, operationName) => {
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (Number.isInteger(Math.log10(count)))
      log.warn({ sha256: hash, operationName, count }, 'an operation is not among the trusted documents');
  };
}
