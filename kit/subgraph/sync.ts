/** What `hub sync` asks of a subgraph that keeps a read model, and what it gets back. */

export interface SyncOptions {
  /** Only these systems; without it all. An unknown system is an error. */
  readonly systems?: readonly string[];
  /** Read, compare and report; keep nothing. */
  readonly dryRun?: boolean;
  /** Match all accounts and learn anew, however few have changed. */
  readonly anew?: boolean;
  /** Aborting ends the sync; sources that were already taken over stay, the one under way leaves no trace. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: SyncProgress) => void;
}

export interface SyncProgress {
  readonly phase: 'READ' | 'STORE' | 'LINK';
  /** Null while linking, which concerns all systems. */
  readonly system: string | null;
  /** What is done of it just now, in words; null where the phase says it. */
  readonly step: string | null;
  /** Rows done in this phase, or step, so far. */
  readonly rows: number;
  /** Of how many; null when nobody knows. */
  readonly total: number | null;
}

/** What one source's feed came to. Of a failed source nothing was taken over: the numbers of changes are 0. */
export interface SourceSync {
  readonly system: string;
  readonly feed: string;
  readonly status: 'OK' | 'FAILED';
  /** Rows read. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Accounts that the feed no longer has, or marks as deleted. */
  readonly removed: number;
  readonly ms: number;
  /** Set when it failed; public words. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface SyncReport {
  readonly dryRun: boolean;
  readonly sources: readonly SourceSync[];
  /** Null in a dry run, and when no source could be read. */
  readonly linked: {
    /** Accounts that were looked at: all, or those that changed and whoever they concern. */
    readonly matched: number;
    /** Living accounts in all. */
    readonly accounts: number;
    readonly customers: number;
    /** Customers that did not exist before. */
    readonly created: number;
    /** Customers that now redirect to an older one. */
    readonly merged: number;
    /** Customers without any account left. */
    readonly ended: number;
    readonly ms: number;
  } | null;
}
