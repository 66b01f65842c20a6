import type { EvaluateOptions, EvaluationReport } from '../../../../kit/subgraph/evaluate.ts';
import { doWork } from '../../../../kit/threads/do-work.ts';
import { evaluate } from './evaluate.ts';

export interface EvaluateWork {
  readonly task: { readonly folder: string; readonly options: Omit<EvaluateOptions, 'signal' | 'onProgress'> };
  readonly progress: { readonly step: string; readonly done: number; readonly total: number };
  readonly report: EvaluationReport;
}

// It computes without a pause, so it is ended from outside.
await doWork<EvaluateWork>(({ folder, options }, { onProgress }) =>
  evaluate(folder, {
    ...options,
    onProgress: (step, done, total) => {
      onProgress({ step, done, total });
    },
  }),
);
