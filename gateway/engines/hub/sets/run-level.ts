import { allDone, isPromise, type PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import type { Parent, Reader } from '../../../../kit/resolvers/set-entry.ts';
import type { Written } from '../../json-bytes.ts';
import type { Data } from '../data.ts';
import { levelOf } from './level.ts';
import type { FieldPlan, Level, LevelPlan, Slot, TextOf } from './level-plan.ts';
import type { SetRun } from './set-run.ts';

/** Resolves the fields of all objects of a level, all sets at once; what they lead to follows level by level. */
export function runLevel(plan: LevelPlan, level: Level, run: SetRun): PromiseOrValue<void> {
  if (level.outs.length === 0) return;
  name(plan, level);
  let coming: Promise<void>[] | null = null;
  for (const field of leftOf(plan, level)) {
    const done = runField(field, level, run);
    if (!isPromise(done)) continue;
    if (coming) coming.push(done);
    else coming = [done];
  }
  return coming ? allDone(coming) : undefined;
}

/** As `runLevel`, one field after the other: the root of a mutation. */
export async function runSerially(plan: LevelPlan, level: Level, run: SetRun): Promise<void> {
  name(plan, level);
  for (const field of leftOf(plan, level)) await runField(field, level, run);
}

/** As long as any object is bare, every field is gone through, so that faults come in their order. */
const leftOf = ({ fields }: LevelPlan, { made, bare }: Level): readonly FieldPlan[] =>
  made && !bare ? made.left : fields;

function name({ names, typeName }: LevelPlan, { outs, made, bare }: Level): void {
  if (made && !bare) return;
  for (const key of names) for (const out of outs) out[key] = typeName;
}

function runField(field: FieldPlan, level: Level, run: SetRun): PromiseOrValue<void> {
  const { read, typeName, name: fieldName, args, selection } = field;
  const { parents, made } = level;
  if (read)
    return completeAll(field, level, run, readAll(read, parents), made?.left.includes(field) ? null : level.bare);
  let values: PromiseOrValue<readonly unknown[]>;
  try {
    values = run.sets.resolve(typeName, fieldName, parents, args(run.variables), run.context, selection);
  } catch (fault) {
    return failAll(field, level, run, fault);
  }
  if (!isPromise(values)) return completeAll(field, level, run, values);
  return values.then(
    (found) => completeAll(field, level, run, found),
    (fault: unknown) => failAll(field, level, run, fault),
  );
}

function readAll(read: Reader, parents: readonly Parent[]): unknown[] {
  return parents.map((parent) => {
    try {
      return read(parent);
    } catch (fault) {
      return asError(fault);
    }
  });
}

function failAll(field: FieldPlan, level: Level, run: SetRun, fault: unknown): PromiseOrValue<void> {
  const error = asError(fault);
  return completeAll(field, level, run, new Array<Error>(level.outs.length).fill(error));
}

/** `only`: positions of the objects that lack the field; null for all. */
function completeAll(
  field: FieldPlan,
  level: Level,
  run: SetRun,
  values: readonly unknown[],
  only: readonly number[] | null = null,
): PromiseOrValue<void> {
  const below = field.below && levelOf(field.below);
  const slot: Slot = { run, owner: none, key: field.key, at: [], below };
  const { outs } = level;
  const text = field.text && field.text.forRun();
  if (only) for (const at of only) completeOne(field, text, slot, outs[at], values[at]);
  else for (let at = 0; at < outs.length; at++) completeOne(field, text, slot, outs[at], values[at]);
  return field.below && below ? runLevel(field.below, below, run) : undefined;
}

function completeOne(
  { key, complete }: FieldPlan,
  text: TextOf | null,
  slot: Slot,
  owner: Data | undefined,
  value: unknown,
): void {
  if (!owner) return;
  slot.owner = owner;
  owner[key] = (text && written(text, value)) ?? complete(value, slot);
}

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
