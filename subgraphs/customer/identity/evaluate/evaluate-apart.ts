import { HubError } from '../../../../kit/errors/hub-error.ts';
import type { EvaluateOptions, EvaluationReport } from '../../../../kit/subgraph/evaluate.ts';
import { newThread, roomForMany } from '../../../../kit/threads/new-thread.ts';
import type { ThreadMessage, ThreadTask } from './evaluate-thread.ts';

/** As `evaluate`, in a thread of its own: this one goes on hearing signals and showing progress. */
export async function evaluateApart(
  folder: string,
  { signal, onProgress, ...options }: EvaluateOptions = {},
): Promise<EvaluationReport> {
  signal?.throwIfAborted();
  const task: ThreadTask = { folder, options };
  const thread = newThread(new URL('./evaluate-thread.ts', import.meta.url), { task }, roomForMany);
  const end = (): void => void thread.terminate();
  signal?.addEventListener('abort', end, { once: true });
  return new Promise<EvaluationReport>((resolve, reject) => {
    thread.on('message', (message: ThreadMessage) => {
      if (message.what === 'progress') onProgress?.(message.step, message.done, message.total);
      else if (message.what === 'report') resolve(message.report);
      else reject(asThrown(message));
    });
    thread.on('error', reject);
    // after its report a thread ends, too: then this says nothing new
    thread.on('exit', () => {
      reject(signal?.aborted ? abortReason(signal) : new Error('the thread that matches ended without a report'));
    });
  }).finally(() => {
    signal?.removeEventListener('abort', end);
    end();
  });
}

const abortReason = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new Error('matching was ended', { cause: reason });

/** Errors lose their class on the way; what people are told, and how, goes by code and name. */
function asThrown({ name, code, text }: Extract<ThreadMessage, { what: 'fault' }>): Error {
  if (code !== null) return new HubError(code, text);
  const error = new Error(text);
  error.name = name;
  return error;
}
