import type { SyncOptions, SyncReport } from '../../kit/subgraph/sync.ts';
import { runApart } from '../../kit/threads/run-apart.ts';
import type { SyncTask, SyncWork } from './sync-thread.ts';

/** A sync that is told to end may take so long to end by itself, milliseconds; matching hears nothing while it computes. */
const endMs = 1_000;

/**
 * A sync in a thread of its own: this one goes on hearing signals and showing progress. When `signal` is aborted it ends within
 * `endMs`, whatever it does, and throws the reason: the transaction that was open is rolled back by the server.
 */
export const syncApart = (
  task: SyncTask,
  { signal, onProgress }: Pick<SyncOptions, 'signal' | 'onProgress'>,
): Promise<SyncReport> =>
  runApart<SyncWork>(new URL('./sync-thread.ts', import.meta.url), task, { signal, onProgress, endMs });
