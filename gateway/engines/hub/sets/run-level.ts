import { allDone, settle, type PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import type { Parent } from '../../../../kit/resolvers/set-entry.ts';
import type { Written, Data } from '../data.ts';
import type { TextOf } from './compile-text.ts';
import type { Slot } from './complete.ts';
import type { FieldPlan, LevelPlan } from './level-plan.ts';
import type { Level, SetRun } from './set-run.ts';

/** Resolves the fields of all objects of a level, all sets at once; what they lead to follows level by level. */
export function runLevel(plan: LevelPlan, level: Level, run: SetRun): PromiseOrValue<void> {
  if (level.outs.length === 0) return;
  name(plan, level);
  return allDone(plan.fields.map((field) => runField(field, level, run)));
}

/** As `runLevel`, one field after the other: the root of a mutation. */
export async function runSerially(plan: LevelPlan, level: Level, run: SetRun): Promise<void> {
  name(plan, level);
  for (const field of plan.fields) await runField(field, level, run);
}

function name({ names, typeName }: LevelPlan, { outs }: Level): void {
  for (const key of names) for (const out of outs) out[key] = typeName;
}

function runField(field: FieldPlan, level: Level, run: SetRun): PromiseOrValue<void> {
  if (!field.read) return resolveField(field, level, run);
  const { read } = field;
  return completeAll(field, level, run, (_i, parent) => {
    try {
      return read(parent);
    } catch (error) {
      return asError(error);
    }
  });
}

function resolveField(field: FieldPlan, level: Level, run: SetRun): PromiseOrValue<void> {
  const { typeName, name: fieldName, args, selection } = field;
  return settle(
    () => run.sets.resolve(typeName, fieldName, level.parents, args(run.variables), run.context, selection),
    (values) => completeAll(field, level, run, (i) => values[i]),
    (fault) => completeAll(field, level, run, () => asError(fault)),
  );
}

function completeAll(
  field: FieldPlan,
  level: Level,
  run: SetRun,
  valueOf: (i: number, parent: Parent) => unknown,
): PromiseOrValue<void> {
  const { key, complete, text } = field;
  const below: Level = field.below ? { parents: [], outs: [] } : noObjects;
  const slot: Slot = { run, owner: none, key, at: [], below };
  for (let i = 0; i < level.outs.length; i++) {
    const owner = level.outs[i];
    const parent = level.parents[i];
    if (!owner || !parent) continue;
    const value = valueOf(i, parent);
    slot.owner = owner;
    owner[key] = (text && written(text, value)) ?? complete(value, slot);
  }
  return field.below ? runLevel(field.below, below, run) : undefined;
}

/** Below a field without fields there are none. */
const noObjects: Level = { parents: [], outs: [] };
const none: Data = {};

/** Null when it is to be completed. */
function written(text: TextOf, value: unknown): Written | null {
  if (value === null || value === undefined) return null;
  try {
    return text(value);
  } catch {
    return null;
  }
}

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error('fault', { cause: fault }));
