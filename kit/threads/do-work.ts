import { parentPort, workerData } from 'node:worker_threads';
import { HubError } from '../errors/hub-error.ts';
import type { FromThread, SentFault, Work } from './work.ts';

export interface Doing<W extends Work> {
  /** Aborted when nobody wants the report any more. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: W['progress']) => void;
}

/** All that a module does which `runApart` starts: its work, once. What the work throws is thrown by `runApart`. */
export async function doWork<W extends Work>(
  work: (task: W['task'], doing: Doing<W>) => Promise<W['report']>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('doWork is for modules that runApart starts in a thread of their own');
  const { task } = workerData as { readonly task: W['task'] };
  const tell = (message: FromThread<W>): void => {
    port.postMessage(message);
  };
  const ending = new AbortController();
  port.once('message', () => {
    ending.abort();
  });
  // a thread that only waits to be told has nothing left to do
  port.unref();
  const onProgress = (progress: W['progress']): void => {
    tell({ what: 'PROGRESS', progress });
  };
  try {
    tell({ what: 'REPORT', report: await work(task, { signal: ending.signal, onProgress }) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    tell({ what: 'FAULT', fault: sent(error) });
  }
}

function sent(error: Error): SentFault {
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name, message, stack, code, detail: error instanceof HubError ? error.detail : {} };
}
