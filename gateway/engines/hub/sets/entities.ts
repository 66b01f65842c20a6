import { isObjectType, Kind, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { allDone, isPromise, type PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import type { Parent, Selection } from '../../../../kit/resolvers/set-entry.ts';
import { isData, type Data } from '../data.ts';
import { compileLevel, type LevelCompiler } from './compile-level.ts';
import { addObject, levelOf } from './level.ts';
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
    start(run, given) {
      const representations: unknown = given['representations'];
      const jobs = Array.isArray(representations) ? jobsOf(representations, planOf) : null;
      if (!jobs || !Array.isArray(representations)) return null;
      const entities: (Data | null)[] = representations.map(() => null);
      const answer: Answer = { data: { _entities: entities }, entities };
      const done = jobs.map((job) => runEntities(job, run, answer));
      return { data: answer.data, done: allDone(done) };
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

/** The entities of one type, and what is wanted of them. */
interface EntityJob {
  readonly typeName: string;
  readonly entity: EntityPlan;
  readonly representations: Parent[];
  /** Where each stands in the answer; null where each stands at its own place, because all are of one type. */
  readonly positions: number[] | null;
}

/** By type, of which there are few; null when there is no plan for one. */
function jobsOf(
  representations: readonly unknown[],
  planOf: (typeName: string) => EntityPlan | null,
): readonly EntityJob[] | null {
  const [first] = representations;
  const only = typeNameOf(first);
  const isOnly = representations.length === 1 || representations.every((one) => typeNameOf(one) === only);
  if (only === null || !isOnly) return jobsByType(representations, planOf);
  const entity = planOf(only);
  return entity && [{ typeName: only, entity, representations: representations as Parent[], positions: null }];
}

function jobsByType(
  representations: readonly unknown[],
  planOf: (typeName: string) => EntityPlan | null,
): readonly EntityJob[] | null {
  const jobs = new Map<string, EntityJob & { readonly positions: number[] }>();
  for (const [at, one] of representations.entries()) {
    const typeName = typeNameOf(one);
    const entity = typeName === null ? null : planOf(typeName);
    if (!isData(one) || typeName === null || !entity) return null;
    let job = jobs.get(typeName);
    if (!job) jobs.set(typeName, (job = { typeName, entity, representations: [], positions: [] }));
    job.representations.push(one);
    job.positions.push(at);
  }
  return [...jobs.values()];
}

interface Answer {
  readonly data: Data;
  readonly entities: (Data | null)[];
}

function runEntities(job: EntityJob, run: SetRun, answer: Answer): PromiseOrValue<void> {
  const { typeName, entity, representations } = job;
  let found: PromiseOrValue<readonly Found[]>;
  try {
    found = run.sets.references(typeName, representations, run.context, entity.selection);
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
  return runFound(job, new Array<Error>(job.representations.length).fill(error), run, answer);
}

type Found = Parent | Error | null | undefined;

function runFound(
  { entity: { plan }, representations, positions }: EntityJob,
  found: readonly Found[],
  run: SetRun,
  { data, entities }: Answer,
): PromiseOrValue<void> {
  const level = levelOf(plan);
  for (let at = 0; at < representations.length; at++) {
    const position = positions?.[at] ?? at;
    const parent = found[at];
    if (parent instanceof Error) run.faults.push({ owner: data, key, positions: [position], error: parent });
    else if (parent) entities[position] = addObject(level, parent);
  }
  return runLevel(plan, level, run);
}
