import { isObjectType, Kind, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { allDone, andThen, isPromise, type PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import type { Parent, Selection } from '../../../../kit/resolvers/set-entry.ts';
import { isData, type Data } from '../data.ts';
import { addObject, levelOf } from './level.ts';
import { compileLevel, type LevelCompiler } from './compile-level.ts';
import type { LevelPlan } from './level-plan.ts';
import { prune } from './prune.ts';
import { runLevel } from './run-level.ts';
import { fixedSelection } from './selection.ts';
import type { SetFetch } from './set-fetch.ts';
import type { SetRun } from './set-run.ts';

/** What is wanted of the entities of one type. */
interface EntityPlan {
  readonly plan: LevelPlan;
  readonly selection: Selection;
}

const key = '_entities';

/** A fetch by `_entities`; null when it is something else besides. Types are compiled when they first come. */
export function compileEntities(operation: OperationDefinitionNode, compiler: LevelCompiler): SetFetch | null {
  const [node, ...more] = operation.selectionSet.selections;
  if (node?.kind !== Kind.FIELD || node.name.value !== key || node.alias || more.length > 0) return null;
  const plans = new Map<string, EntityPlan | null>();
  const planOf = (typeName: string): EntityPlan | null => {
    const known = plans.get(typeName);
    if (known !== undefined) return known;
    const made = compileEntity(typeName, node, compiler);
    if (compiler.schema.getType(typeName)) plans.set(typeName, made);
    return made;
  };
  return {
    run(run, given) {
      const representations: unknown = given['representations'];
      if (!Array.isArray(representations)) return null;
      const groups = grouped(representations);
      if (!groups) return null;
      const jobs: EntityJob[] = [];
      for (const group of groups) {
        const plan = planOf(group.typeName);
        if (!plan) return null;
        jobs.push({ plan, group });
      }
      const entities = representations.map(() => null);
      const answer: Answer = { data: { [key]: entities }, entities };
      const done: PromiseOrValue<void>[] = [];
      for (const job of jobs) done.push(runEntities(job, run, answer));
      return andThen(allDone(done), () => answer.data);
    },
    prune(data, given, faults) {
      const representations: unknown = given['representations'];
      const entities: unknown = data[key];
      const told = [...(faults.get(data) ?? [])];
      if (!Array.isArray(entities) || !Array.isArray(representations)) return { data, told };
      const pruned = entities.map((entity: unknown, i) => {
        const plan = planOf(typeNameOf(representations[i]) ?? '')?.plan;
        if (!plan || !isData(entity)) return null;
        const { isAlive, told: more } = prune(plan, entity, faults);
        told.push(...more);
        return isAlive ? entity : null;
      });
      return { data: { [key]: pruned }, told };
    },
  };
}

function typeNameOf(representation: unknown): string | null {
  const name = isData(representation) ? representation['__typename'] : undefined;
  return typeof name === 'string' ? name : null;
}

function compileEntity(typeName: string, node: FieldNode, compiler: LevelCompiler): EntityPlan | null {
  const type = compiler.schema.getType(typeName);
  if (!isObjectType(type) || !node.selectionSet) return null;
  const plan = compileLevel(type, [node.selectionSet], compiler);
  return plan && { plan, selection: fixedSelection([node], compiler.fragments, typeName) };
}

interface Group {
  readonly typeName: string;
  readonly representations: Parent[];
  /** Where each stands in the answer. */
  readonly positions: number[];
}

/** By type, of which there are few; null when one has none. */
function grouped(representations: readonly unknown[]): readonly Group[] | null {
  const groups: Group[] = [];
  for (let at = 0; at < representations.length; at++) {
    const one = representations[at];
    const typeName = typeNameOf(one);
    if (!isData(one) || typeName === null) return null;
    let group = groups[0]?.typeName === typeName ? groups[0] : groups.find((known) => known.typeName === typeName);
    if (!group) groups.push((group = { typeName, representations: [], positions: [] }));
    group.representations.push(one);
    group.positions.push(at);
  }
  return groups;
}

interface Answer {
  readonly data: Data;
  readonly entities: unknown[];
}

/** The entities of one type, and what is wanted of them. */
interface EntityJob {
  readonly plan: EntityPlan;
  readonly group: Group;
}

function runEntities(job: EntityJob, run: SetRun, answer: Answer): PromiseOrValue<void> {
  const { plan, group } = job;
  let found: PromiseOrValue<readonly Found[]>;
  try {
    found = run.sets.references(group.typeName, group.representations, run.context, plan.selection);
  } catch (fault) {
    return failAll(job, run, answer, fault);
  }
  if (!isPromise(found)) return runFound(job, found, run, answer);
  return found.then(
    (all) => runFound(job, all, run, answer),
    (fault: unknown) => failAll(job, run, answer, fault),
  );
}

function failAll(job: EntityJob, run: SetRun, answer: Answer, fault: unknown): PromiseOrValue<void> {
  const error = fault instanceof Error ? fault : new Error('fault', { cause: fault });
  return runFound(job, new Array<Error>(job.group.positions.length).fill(error), run, answer);
}

type Found = Parent | Error | null | undefined;

function runFound(
  { plan: { plan }, group: { positions } }: EntityJob,
  found: readonly Found[],
  run: SetRun,
  { data, entities }: Answer,
): PromiseOrValue<void> {
  const level = levelOf(plan);
  for (let at = 0; at < positions.length; at++) {
    const position = positions[at] ?? 0;
    const parent = found[at];
    if (parent instanceof Error) run.faults.push({ owner: data, key, positions: [position], error: parent });
    else if (parent) entities[position] = addObject(level, parent);
  }
  return runLevel(plan, level, run);
}
