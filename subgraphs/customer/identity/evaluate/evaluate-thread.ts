import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorCode } from '../../../../kit/errors/catalogue.ts';
import { HubError } from '../../../../kit/errors/hub-error.ts';
import type { EvaluateOptions, EvaluationReport } from '../../../../kit/subgraph/evaluate.ts';
import { evaluate } from './evaluate.ts';

export interface ThreadTask {
  readonly folder: string;
  readonly options: Omit<EvaluateOptions, 'signal' | 'onProgress'>;
}

export type ThreadMessage =
  | { readonly what: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly what: 'report'; readonly report: EvaluationReport }
  | { readonly what: 'fault'; readonly name: string; readonly code: ErrorCode | null; readonly text: string };

const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);
const { task } = workerData as { readonly task: ThreadTask };

try {
  const onProgress = (step: string, done: number, total: number): void => {
    tell({ what: 'progress', step, done, total });
  };
  tell({ what: 'report', report: await evaluate(task.folder, { ...task.options, onProgress }) });
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const code = error instanceof HubError ? error.code : null;
  tell({ what: 'fault', name: error.name, code, text: error.message });
}
