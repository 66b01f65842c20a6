import type { Step } from '../compile/steps.ts';
import { runFetch } from './fetch.ts';
import type { Together } from './represent.ts';
import type { Run } from './run.ts';

/** Runs the steps of a plan; faults of subgraphs are in `run.errors` afterwards. */
export async function runSteps(step: Step, run: Run, together: Together | null = null): Promise<void> {
  if (step.kind === 'fetch') {
    await runFetch(step, run, together);
    run.fetched?.(step);
    return;
  }
  if (step.kind === 'parallel') {
    const all = together ?? new Map<never, never>();
    await Promise.all(step.steps.map((one) => runSteps(one, run, all)));
    return;
  }
  // Only the first starts at once.
  let first = together;
  for (const one of step.steps) {
    await runSteps(one, run, first);
    first = null;
  }
}
