import type { ErrorCode } from '../errors/catalogue.ts';
import { HubError } from '../errors/hub-error.ts';
import { newThread, roomForMany } from './new-thread.ts';
import type { FromThread, SentFault, Work } from './work.ts';

export interface Apart<W extends Work> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: W['progress']) => void) | undefined;
  /** How long work that is aborted may take to end by itself, milliseconds. */
  readonly endMs?: number;
}

/**
 * Runs a module that calls `doWork` (its URL) in a thread of its own, so that this one goes on hearing signals and showing progress.
 * Returns its report. Throws what the work throws: a HubError as such, others with their name, message and code; and the
 * reason of `signal` within `endMs` after it is aborted, whatever the thread does then.
 */
export async function runApart<W extends Work>(
  module: URL,
  task: W['task'],
  { signal, onProgress, endMs = 0 }: Apart<W> = {},
): Promise<W['report']> {
  signal?.throwIfAborted();
  const thread = newThread(module, { task }, roomForMany);
  let late: NodeJS.Timeout | undefined;
  const end = (): void => {
    thread.postMessage('END');
    late = setTimeout(() => void thread.terminate(), endMs);
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await new Promise<W['report']>((resolve, reject) => {
      thread.on('message', (message: FromThread<W>) => {
        if (message.what === 'PROGRESS') onProgress?.(message.progress);
        else if (message.what === 'REPORT') resolve(message.report);
        else reject(received(message.fault));
      });
      thread.on('error', reject);
      // after its report a thread ends, too: then this says nothing new
      thread.on('exit', () => {
        reject(new Error(`a thread ended without a report: ${module.pathname.split('/').at(-1) ?? ''}`));
      });
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', end);
    await thread.terminate();
  }
}

function received({ name, message, stack, code, detail }: SentFault): Error {
  const error = name === 'HubError' ? new HubError(code as ErrorCode, message, detail) : new Error(message);
  // where it happened is there, not here
  if (stack !== undefined) error.stack = stack;
  return error instanceof HubError ? error : Object.assign(error, { name, ...(code !== null && { code }) });
}
