import { Lifetime, type StopSignal } from './lifetime.ts';
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

export type SourceStatus = 'OK' | 'TIMEOUT' | 'UNAVAILABLE' | 'STALE';

/** One line of `extensions.sources`. */
export interface SourceReport {
  readonly system: string;
  readonly status: SourceStatus;
  /** Longest statement, milliseconds. */
  readonly ms: number;
  /** When the data was true at the source, ISO 8601 UTC. */
  readonly asOf: string | null;
  /** SQL statements that this request sent to the system. */
  readonly statements: number;
}

const severity: Record<SourceStatus, number> = { OK: 0, STALE: 1, TIMEOUT: 2, UNAVAILABLE: 3 };

/** Collects what each system did for one request. The worst status wins. */
export class SourceLedger {
  readonly #lines = new Map<string, SourceReport>();

  record(system: string, status: SourceStatus, ms: number, asOf: string | null, statements = 1): void {
    const old = this.#lines.get(system);
    this.#lines.set(system, {
      system,
      status: old && severity[old.status] > severity[status] ? old.status : status,
      ms: Math.max(old?.ms ?? 0, Math.round(ms * 10) / 10),
      asOf: old?.asOf && (!asOf || old.asOf < asOf) ? old.asOf : asOf,
      statements: (old?.statements ?? 0) + statements,
    });
  }

  /** Adds the reports of a remote subgraph's answer. */
  merge(reports: readonly SourceReport[]): void {
    for (const r of reports) this.record(r.system, r.status, r.ms, r.asOf, r.statements);
  }

  report(): SourceReport[] {
    return [...this.#lines.values()].sort((a, b) => (a.system < b.system ? -1 : 1));
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
  /** The span below which further ones go; null when nothing is traced. */
  readonly trace: Trace | null;
  /** Per-request (and per-subgraph-call) memory, keyed by whoever owns the value: loaders live here. */
  readonly scratch: Map<string, unknown>;
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
  trace?: Trace | null;
}

/** A fresh context for one incoming request. */
export function createRequestContext(options: ContextOptions): IncomingContext {
  const clock = options.clock ?? systemClock;
  return {
    requestId: options.requestId,
    viewer: options.viewer ?? anonymous,
    clock,
    deadline: clock.now() + options.timeoutMs,
    signal: new Lifetime({ within: options.signal, timeoutMs: options.timeoutMs }),
    ledger: new SourceLedger(),
    isBulk: options.isBulk ?? false,
    trace: options.trace ?? null,
    scratch: new Map(),
  };
}

/**
 * The same request, for one call into one subgraph: own loaders, perhaps a shorter deadline; the ledger is shared.
 * `limit.signal` must also be aborted when the request's is.
 */
export function forSubgraphCall(
  context: RequestContext,
  limit: { deadline: number; signal: StopSignal } = context,
): RequestContext {
  const { deadline, signal } = limit;
  return { ...context, deadline, signal, scratch: new Map() };
}
