import { Lifetime, type StopSignal } from './lifetime.ts';
import type { PassedHeaders } from './http/passed-headers.ts';
import { SourceLedger } from './source-ledger.ts';
import type { Trace } from './telemetry/trace.ts';

/** What one GraphQL request carries through gateway, subgraphs, resolvers and SQL. Made per request, never shared. */

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Who asks. Authorisation will add claims here; relations ask `RequestContext.viewer` through `kit/sql/restriction.ts`. */
export interface Viewer {
  readonly kind: 'anonymous';
}

export const anonymous: Viewer = { kind: 'anonymous' };

/** Memory of one request, or one call into one subgraph. */
export interface Scratch {
  get(key: string): unknown;
  set(key: string, value: unknown): unknown;
}

/** Nearly always nothing is kept in it. */
class LazyScratch implements Scratch {
  #kept: Map<string, unknown> | null = null;

  get(key: string): unknown {
    return this.#kept?.get(key);
  }

  set(key: string, value: unknown): void {
    (this.#kept ??= new Map()).set(key, value);
  }
}

export interface RequestContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly clock: Clock;
  /** `clock.now()` after which nobody waits for an answer. */
  readonly deadline: number;
  /** Aborted when the client leaves, the deadline passes, or the server gives up. `reason` is a HubError when it is ours. */
  readonly signal: StopSignal;
  readonly ledger: SourceLedger;
  /** Nobody waits for the answer at a screen: whoever does goes first. */
  readonly isBulk?: boolean;
  /** What remote subgraphs get of the client's headers; null for nothing. */
  readonly passedHeaders: PassedHeaders | null;
  /** The span below which further ones go; null when nothing is traced. */
  readonly trace: Trace | null;
  /** Per-request (and per-subgraph-call) memory, keyed by whoever owns the value: loaders live here. */
  readonly scratch: Scratch;
}

/** That of a whole request: whoever made it may end it. */
export interface IncomingContext extends RequestContext {
  readonly signal: Lifetime;
}

export interface ContextOptions {
  requestId: string;
  timeoutMs: number;
  signal?: StopSignal;
  viewer?: Viewer;
  clock?: Clock;
  isBulk?: boolean;
  passedHeaders?: PassedHeaders | null;
  trace?: Trace | null;
}

/** A fresh context for one incoming request. */
export function createRequestContext(options: ContextOptions): IncomingContext {
  const {
    requestId,
    timeoutMs,
    signal,
    viewer = anonymous,
    clock = systemClock,
    isBulk = false,
    passedHeaders = null,
    trace = null,
  } = options;
  return {
    requestId,
    viewer,
    clock,
    deadline: clock.now() + timeoutMs,
    signal: new Lifetime({ within: signal, timeoutMs }),
    ledger: new SourceLedger(),
    isBulk,
    passedHeaders,
    trace,
    scratch: new LazyScratch(),
  };
}

/**
 * The same request, for one call into one subgraph: own loaders, perhaps a shorter deadline; the ledger is shared.
 * `signal` must also be aborted when the request's is. What serves several requests has its own of all of these. Property by
 * property: a spread costs several times as much.
 */
export function forSubgraphCall(
  context: RequestContext,
  deadline = context.deadline,
  signal = context.signal,
  ledger = context.ledger,
): RequestContext {
  const { requestId, viewer, clock, isBulk = false, passedHeaders, trace } = context;
  const scratch = new LazyScratch();
  return { requestId, viewer, clock, deadline, signal, ledger, isBulk, passedHeaders, trace, scratch };
}
