import type { RequestContext } from '../../../kit/context.ts';
import type { CacheWarning } from './faults.ts';

/** What the client's `cache-control` allows: anything, nothing that was kept (`no-cache`), or not even keeping (`no-store`). */
export type Wish = 'any' | 'no-cache' | 'no-store';

/** What the fetches of one request took out of the cache of entities. */
export interface CacheUse {
  readonly wish: Wish;
  hits: number;
  misses: number;
  stale: number;
  /** Age of the oldest part, milliseconds. */
  ageMs: number;
  /** The time for which all of it stays fresh, milliseconds. */
  leftMs: number;
  readonly warnings: CacheWarning[];
}

const place = 'cache-use';

const untouched = (wish: Wish): CacheUse => ({
  wish,
  hits: 0,
  misses: 0,
  stale: 0,
  ageMs: 0,
  leftMs: Number.POSITIVE_INFINITY,
  warnings: [],
});

/** The use that a request makes; a record of it is begun on the first call. */
export function cacheUse(context: RequestContext, wish: Wish = 'any'): CacheUse {
  const known = knownUse(context);
  if (known) return known;
  const use = untouched(wish);
  context.scratch.set(place, use);
  return use;
}

/** Undefined when a request has not come near the cache. */
export const knownUse = (context: RequestContext): CacheUse | undefined =>
  context.scratch.get(place) as CacheUse | undefined;

export function wishOf(cacheControl: string | null | undefined): Wish {
  if (!cacheControl) return 'any';
  const words = cacheControl.toLowerCase();
  return words.includes('no-store') ? 'no-store' : words.includes('no-cache') ? 'no-cache' : 'any';
}
