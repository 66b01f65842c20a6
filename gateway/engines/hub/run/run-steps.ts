import type { Step } from '../compile/steps.ts';
import { runFetch } from './fetch.ts';
import type { Run } from './run.ts';

/** Runs the steps of a plan; faults of subgraphs are in `run.errors` afterwards. */
export async function runSteps(step: Step, run: Run): Promise<void> {
  if (step.kind === 'fetch') return runFetch(step, run);
  if (step.kind === 'parallel') {
    await Promise.all(step.steps.map((one) => runSteps(one, run)));
    return;
  }
  for (const one of step.steps) await runSteps(one, run);
}
