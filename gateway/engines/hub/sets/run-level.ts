import type { Parent } from '../../../../kit/resolvers/set-entry.ts';
import { Written } from '../data.ts';
import type { TextOf } from './compile-text.ts';
import type { FieldPlan, LevelPlan } from './level-plan.ts';
import type { Level, SetRun } from './set-run.ts';

/** What is still to come, or nothing when all is there already. */
type Pending = Promise<void> | null;

/** Resolves the fields of all objects of a level, all sets at once; what they lead to follows level by level. */
export function runLevel(plan: LevelPlan, level: Level, run: SetRun): Pending {
  if (level.outs.length === 0) return null;
  name(plan, level);
  const pending: Promise<void>[] = [];
  for (const field of plan.fields) {
    const more = runField(field, level, run);
    if (more) pending.push(more);
  }
  return pending.length > 1 ? Promise.all(pending).then(nothing) : (pending[0] ?? null);
}

/** As `runLevel`, one field after the other: the root of a mutation. */
export async function runSerially(plan: LevelPlan, level: Level, run: SetRun): Promise<void> {
  name(plan, level);
  for (const field of plan.fields) await runField(field, level, run);
}

const nothing = (): void => undefined;

function name({ names, typeName }: LevelPlan, { outs }: Level): void {
  for (const key of names) for (const out of outs) out[key] = typeName;
}

function runField(field: FieldPlan, level: Level, run: SetRun): Pending {
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

async function resolveField(field: FieldPlan, level: Level, run: SetRun): Promise<void> {
  const values = await valuesOf(field, level, run);
  await completeAll(field, level, run, (i) => (values instanceof Error ? values : values[i]));
}

/** One value per parent, or what went wrong with all of them. */
async function valuesOf(field: FieldPlan, { parents }: Level, run: SetRun): Promise<readonly unknown[] | Error> {
  try {
    const args = field.args(run.variables);
    return await run.sets.resolve(field.typeName, field.name, parents, args, run.context, field.selection);
  } catch (error) {
    return asError(error);
  }
}

function completeAll(
  field: FieldPlan,
  level: Level,
  run: SetRun,
  valueOf: (i: number, parent: Parent) => unknown,
): Pending {
  const { key, complete, text } = field;
  const below: Level = { parents: [], outs: [] };
  const at: number[] = [];
  for (let i = 0; i < level.outs.length; i++) {
    const owner = level.outs[i];
    const parent = level.parents[i];
    if (!owner || !parent) continue;
    const value = valueOf(i, parent);
    owner[key] = (text && written(text, value)) ?? complete(value, { run, owner, key, at, below });
  }
  return field.below && runLevel(field.below, below, run);
}

/** Null when it is to be completed. */
function written(text: TextOf, value: unknown): Written | null {
  if (value === null || value === undefined) return null;
  try {
    return new Written(text(value));
  } catch {
    return null;
  }
}

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error('fault', { cause: fault }));
