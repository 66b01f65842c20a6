import type { Phase } from './breaker.ts';

/** How one system or subgraph is protected now: for metrics and health pages. Counts are since the process began. */
export interface BreakerState {
  readonly kind: 'system' | 'subgraph';
  /** Identifier of the system (`SourceAccount.system`, or `hub`), or name of the subgraph. */
  readonly name: string;
  readonly phase: Phase;
  readonly faultsInARow: number;
  /** Milliseconds until it is tried again; null while closed. */
  readonly nextTryInMs: number | null;
  /** Calls that run or wait for a connection now. */
  readonly inside: number;
  readonly openings: number;
  /** Calls refused because it is spared, because too many wait, and calls done once more. */
  readonly spared: number;
  readonly crowdedOut: number;
  readonly retried: number;
}

/** Of the whole process, as metrics are. */
const listed = new Set<() => BreakerState>();

/** Lists a state until the returned function is called. */
export function list(state: () => BreakerState): () => void {
  listed.add(state);
  return () => {
    listed.delete(state);
  };
}

/** All that this process protects, by kind and name. Read it when asked for metrics; it costs nothing meanwhile. */
export function breakerStates(): BreakerState[] {
  return [...listed]
    .map((state) => state())
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name));
}
