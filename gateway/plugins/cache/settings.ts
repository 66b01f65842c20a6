import { flag, whole } from '../../../kit/env/variable.ts';

/** What the gateway remembers. All of it is off unless asked for: live answers are the promise (decision 17). */
export interface CacheSettings {
  /** Equal queries of one viewer that are under way at the same time are executed once. */
  readonly deduplicate: boolean;
  /** Most bytes of whole answers that are kept; 0 keeps none. */
  readonly responseBytes: number;
  /** Most bytes of entities and root fields of subgraphs that are kept; 0 keeps none. */
  readonly entityBytes: number;
  /** Seconds after its end in which what was kept still stands in for a system or subgraph that fails; 0 for never. */
  readonly staleIfErrorSeconds: number;
}

export const cacheDefaults: CacheSettings = {
  deduplicate: false,
  responseBytes: 0,
  entityBytes: 0,
  staleIfErrorSeconds: 0,
};

const bytes = { least: 0, most: 100_000_000_000 };

export const cacheVariables = {
  deduplicate: flag(
    'GATEWAY_DEDUPLICATE',
    cacheDefaults.deduplicate,
    'Whether equal queries under way at the same time are executed once',
  ),
  responseBytes: whole(
    'GATEWAY_RESPONSE_CACHE_BYTES',
    { ...bytes, fallback: cacheDefaults.responseBytes },
    'Most bytes of answers that are kept as long as @cacheControl says; 0 keeps none',
  ),
  entityBytes: whole(
    'GATEWAY_ENTITY_CACHE_BYTES',
    { ...bytes, fallback: cacheDefaults.entityBytes },
    'Most bytes of entities of subgraphs that are kept as long as @cacheControl says; 0 keeps none',
  ),
  staleIfErrorSeconds: whole(
    'GATEWAY_STALE_IF_ERROR_SECONDS',
    { least: 0, most: 604_800, fallback: cacheDefaults.staleIfErrorSeconds },
    'Seconds for which what was kept stands in for a system that fails, marked STALE; 0 for never',
  ),
} as const;
