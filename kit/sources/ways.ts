import type { QueryOptions, Statement } from '../database/database.ts';
import { DatabaseFault } from '../database/fault.ts';
import type { Plan } from '../sql/plan.ts';
import type { PerParent } from '../sql/target.ts';
import { eachName } from './companions.ts';
import type { PerParentChoice } from './per-parent.ts';

/** As if so many were asked for per parent, to learn what they cost. */
const fewEach = 10;

/** How a plan looks its rows up, as far as a system leaves a choice; null when the better way is to be learned. */
export function knownWay(plan: Plan, choice: PerParentChoice): PerParent | null {
  if (plan.kind !== 'rows' || !plan.by) return 'lateral';
  const isChoice = plan.first !== undefined ? plan.by.keys.length > 1 : plan.couldComeAlong === true;
  return isChoice ? (choice.known(nameOf(plan)) ?? null) : 'lateral';
}

export interface Learning {
  readonly choice: PerParentChoice;
  readonly compose: (plan: Plan, way: PerParent) => Statement | null;
  readonly options: QueryOptions;
  /** Called when a plan can't be run without knowing. */
  readonly failed: (error: unknown) => void;
}

/** Asks the system's planner. What only could come along is not in need of it: then a fault of the planner is nobody's. */
export async function learnWay(plan: Plan, { choice, compose, options, failed }: Learning): Promise<PerParent> {
  const isNeeded = plan.kind !== 'rows' || plan.first !== undefined;
  const asked = isNeeded ? plan : { ...plan, first: fewEach };
  try {
    return await choice.of(nameOf(plan), (way) => compose(asked, way), options, plan.by?.keys.length);
  } catch (error) {
    if (isNeeded) {
      failed(error);
      throw error;
    }
    if (error instanceof DatabaseFault && error.kind !== 'unreachable') choice.giveUp(nameOf(plan));
    return 'lateral';
  }
}

function nameOf(plan: Plan): string {
  const column = plan.by?.column ?? '';
  const isEach = plan.kind === 'rows' && plan.first === undefined;
  return isEach ? eachName(plan.relation.name, column) : `${plan.relation.name} ${column}`;
}
