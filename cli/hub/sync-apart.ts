import { HubError } from '../../kit/errors/hub-error.ts';
import type { ErrorCode } from '../../kit/errors/catalogue.ts';
import { newThread, roomForMany } from '../../kit/threads/new-thread.ts';
import type { SyncOptions, SyncReport } from '../../kit/subgraph/sync.ts';
import { UsageError } from '../faults.ts';
import type { SyncMessage, SyncTask } from './sync-thread.ts';

/** A sync that is told to end may take so long to end by itself, milliseconds; matching hears nothing while it computes. */
const endMs = 1_000;

/**
 * A sync in a thread of its own: this one goes on hearing signals and showing progress. When `signal` is aborted it ends within
 * `endMs`, whatever it does, and throws the reason: the transaction that was open is rolled back by the server.
 */
export async function syncApart(
  task: SyncTask,
  { signal, onProgress }: Pick<SyncOptions, 'signal' | 'onProgress'>,
): Promise<SyncReport> {
  signal.throwIfAborted();
  const thread = newThread(new URL('./sync-thread.ts', import.meta.url), { task }, roomForMany);
  let late: NodeJS.Timeout | undefined;
  const end = (): void => {
    thread.postMessage('end');
    late = setTimeout(() => void thread.terminate(), endMs);
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await new Promise<SyncReport>((resolve, reject) => {
      thread.on('message', (message: SyncMessage) => {
        if (message.what === 'progress') onProgress?.(message.progress);
        else if (message.what === 'report') resolve(message.report);
        else reject(asThrown(message));
      });
      thread.on('error', reject);
      // after its report a thread ends, too: then this says nothing new
      thread.on('exit', () => {
        reject(new Error('the thread that syncs ended without a report'));
      });
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', end);
    await thread.terminate();
  }
}

/** Errors lose their class on the way; what people are told, and how, goes by code and name. */
function asThrown({ name, code, text }: Extract<SyncMessage, { what: 'fault' }>): Error {
  if (name === 'EnvFaults' || name === 'UsageError') return new UsageError(text);
  if (name === 'HubError') return new HubError(code as ErrorCode, text);
  return Object.assign(new Error(text), { name, ...(typeof code === 'string' && { code }) });
}
