import { allDone, andThen, type PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import type { Step } from '../compile/steps.ts';
import { runFetch } from './fetch.ts';
import type { Together } from './represent.ts';
import type { Run } from './run.ts';

/** Runs the steps of a plan; faults of subgraphs are in `run.errors` afterwards. */
export function runSteps(step: Step, run: Run, together: Together | null = null): PromiseOrValue<void> {
  if (step.kind === 'fetch') {
    const done = runFetch(step, run, together);
    return run.fetched ? andThen(done, () => run.fetched?.(step)) : done;
  }
  if (step.kind === 'sequence') return runInTurn(step.steps, run, together);
  const all = together ?? [];
  return allDone(step.steps.map((one) => runSteps(one, run, all)));
}

/** Only the first of them starts with what else starts now. */
function runInTurn([first, ...others]: readonly Step[], run: Run, together: Together | null): PromiseOrValue<void> {
  if (!first) return;
  const done = runSteps(first, run, together);
  return others.length === 0 ? done : andThen(done, () => runInTurn(others, run, null));
}
