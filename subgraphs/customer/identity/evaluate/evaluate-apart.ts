import type { EvaluateOptions, EvaluationReport } from '../../../../kit/subgraph/evaluate.ts';
import { runApart } from '../../../../kit/threads/run-apart.ts';
import type { EvaluateWork } from './evaluate-thread.ts';

/** As `evaluate`, in a thread of its own: this one goes on hearing signals and showing progress. */
export const evaluateApart = (
  folder: string,
  { signal, onProgress, ...options }: EvaluateOptions = {},
): Promise<EvaluationReport> =>
  runApart<EvaluateWork>(
    new URL('./evaluate-thread.ts', import.meta.url),
    { folder, options },
    { signal, onProgress: ({ step, done, total }) => onProgress?.(step, done, total) },
  );
