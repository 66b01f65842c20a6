import type { Parent } from '../../../../kit/resolvers/set-entry.ts';
import type { Data } from '../data.ts';
import type { Level, LevelPlan, MadeLevel } from './level-plan.ts';

/** Never pushed to. */
const none: never[] = [];

export const levelOf = (plan: LevelPlan): Level => ({ made: plan.made(), parents: none, outs: none, bare: null });

/** What stands in the answer for a parent. */
export function addObject(level: Level, parent: Parent): Data {
  const out = (level.made && makeObject(level.made, parent)) ?? bareObject(level);
  // A list of one is all that there is room for; one that is pushed to takes room for sixteen more.
  if (level.outs === none) {
    level.parents = [parent];
    level.outs = [out];
  } else {
    level.parents.push(parent);
    level.outs.push(out);
  }
  return out;
}

function makeObject({ make }: MadeLevel, parent: Parent): Data | null {
  try {
    return make(parent);
  } catch {
    return null;
  }
}

function bareObject(level: Level): Data {
  if (level.made) (level.bare ??= []).push(level.outs.length);
  return {};
}
