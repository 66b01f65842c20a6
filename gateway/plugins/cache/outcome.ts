import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import type { SourceReport } from '../../../kit/source-ledger.ts';
import type { ClientOperation, GatewayResult } from '../../engine.ts';
import type { CacheUse } from './cache-use.ts';
import type { CacheWarning } from './faults.ts';
import type { Policy } from './policy/policy.ts';

/** What became of an operation, before it is told to one client. */
export interface Outcome {
  readonly result: GatewayResult;
  /** Null when the operation has no part in any cache. */
  readonly note: CacheNote | null;
  /** What others may do with the answer; null: not keep it. */
  readonly policy: Policy | null;
}

/** What became of one that ran for several clients. */
export interface SharedOutcome extends Outcome {
  readonly sources: readonly SourceReport[];
}

/** `extensions.cache` of an answer. */
export interface CacheNote {
  /** HIT: all of it was kept. PARTIAL: some entities were. STALE: something stands in for a system that fails. */
  readonly status: 'HIT' | 'MISS' | 'PARTIAL' | 'STALE';
  /** Age of its oldest part, milliseconds. */
  readonly ageMs: number;
  readonly entities?: { readonly hits: number; readonly misses: number; readonly stale: number };
  /** Faults that something older stands in for. */
  readonly warnings?: readonly CacheWarning[];
}

/** What is told of entities alone; null when none was looked for. */
export function noteOf(use: CacheUse | undefined, isCacheable: boolean): CacheNote | null {
  if (!use || use.hits + use.misses === 0) return isCacheable ? { status: 'MISS', ageMs: 0 } : null;
  const { hits, misses, stale, ageMs, warnings } = use;
  return {
    status: stale > 0 ? 'STALE' : hits > 0 ? 'PARTIAL' : 'MISS',
    ageMs,
    entities: { hits, misses, stale },
    ...(warnings.length > 0 && { warnings: unique(warnings) }),
  };
}

function unique(warnings: readonly CacheWarning[]): CacheWarning[] {
  return [...new Map(warnings.map((one) => [JSON.stringify(one), one])).values()];
}

/** The policy of an answer whose parts have used up some of their time. Seconds are whole. */
export function leftOf(policy: Policy | null, use: CacheUse | undefined): Policy | null {
  if (!policy || !use) return policy;
  const maxAge = Math.min(policy.maxAge, Math.floor(use.leftMs / 1_000));
  return maxAge > 0 ? { ...policy, maxAge } : null;
}

/** Gives an outcome to a client: headers, sources, note. */
export function deliver(operation: ClientOperation, { result, note, policy }: Outcome): GatewayResult {
  const { overallCachePolicy, response } = operation;
  // Apollo Server writes `cache-control` from this, and `no-store` when there are errors.
  if (policy) {
    overallCachePolicy.restrict(policy);
    response?.http?.headers.append('vary', 'accept');
  }
  if (!note) return result;
  if (note.status === 'HIT') response?.http?.headers.set('age', String(Math.floor(note.ageMs / 1_000)));
  return { ...result, extensions: { ...result.extensions, cache: note } };
}

/** Errors of work that another request did, as this one's own. */
export function ownErrors({ errors, ...result }: GatewayResult, context: RequestContext): GatewayResult {
  if (!errors) return result;
  return {
    ...result,
    errors: errors.map(
      ({ message, path, extensions, originalError, nodes }) =>
        new GraphQLError(message, {
          ...(path && { path }),
          ...(nodes && { nodes }),
          originalError: originalError ?? null,
          extensions: 'requestId' in extensions ? { ...extensions, requestId: context.requestId } : extensions,
        }),
    ),
  };
}
