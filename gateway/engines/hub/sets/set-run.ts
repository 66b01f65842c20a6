import type { RequestContext } from '../../../../kit/context.ts';
import type { SetEntry } from '../../../../kit/resolvers/set-entry.ts';
import type { SetFault } from './fault.ts';

/** One fetch under way. */
export interface SetRun {
  readonly context: RequestContext;
  readonly sets: SetEntry;
  /** As the types of the subgraph read them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly faults: SetFault[];
  /** Whether null stands where the subgraph allows none, so that it must go up. */
  isViolated: boolean;
}
