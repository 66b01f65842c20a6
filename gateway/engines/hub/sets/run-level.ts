import type { Slot } from './complete.ts';
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
  return completeAll(field, level, run, (i) => {
    try {
      const parent = level.parents[i];
      return parent && read(parent);
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

function completeAll(field: FieldPlan, level: Level, run: SetRun, valueOf: (i: number) => unknown): Pending {
  const { key, complete } = field;
  const below: Level = { parents: [], outs: [] };
  const at: number[] = [];
  for (let i = 0; i < level.outs.length; i++) {
    const owner = level.outs[i];
    if (!owner) continue;
    const slot: Slot = { run, owner, key, at, below };
    owner[key] = complete(valueOf(i), slot);
  }
  return field.below && runLevel(field.below, below, run);
}

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error('fault', { cause: fault }));
