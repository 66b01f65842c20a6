import type { PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import type { Data } from '../data.ts';
import type { SetFault } from './fault.ts';
import type { FaultsOf } from './prune.ts';
import type { Variables } from './level-plan.ts';
import type { SetRun } from './set-run.ts';

/** One fetch as calls of set resolvers. */
export interface SetFetch {
  /** Null when this time sets can't do it. `given`: raw variables. */
  start(run: SetRun, given: Variables): Started | null;
  /** Takes null up from where the subgraph allows none; with the faults to tell. */
  prune(data: Data, given: Variables, faults: FaultsOf): { data: Data | null; told: readonly SetFault[] };
}

export interface Started {
  /** Of the answer, with null for what went wrong; whole when it is `done`. */
  readonly data: Data;
  readonly done: PromiseOrValue<void>;
}
