import type { GraphQLError } from 'graphql';
import { andThen, isPromise, type PromiseOrValue } from '../../../../kit/promise-or-value.ts';
import { errorAt } from '../../../calls/error-at.ts';
import type { SubgraphAnswer } from '../../../calls/subgraph-call.ts';
import type { FetchStep } from '../compile/steps.ts';
import { isData, type Data } from '../data.ts';
import { objectsAt, pathsOf, type AnswerPath } from './places.ts';
import { represented, type Represented, type Together } from './represent.ts';
import { rewrite } from './rewrite.ts';
import type { Run } from './run.ts';

/** Calls the subgraph once for all objects at the step's place, and merges what it gives into them. */
export function runFetch(step: FetchStep, run: Run, together: Together | null): PromiseOrValue<void> {
  return step.represent ? fetchEntities(step, run, together) : fetchFields(step, run);
}

function fetchEntities(step: FetchStep, run: Run, together: Together | null): PromiseOrValue<void> {
  const asked = represented(step, run, together);
  const { representations } = asked;
  if (representations.length === 0) return;
  const variables = step.variables.length > 0 ? { ...variablesOf(step, run), representations } : { representations };
  const answer = call(step, run, variables);
  if (!isPromise(answer)) {
    addEntities(step, run, asked, answer);
    return;
  }
  return answer.then((came) => {
    addEntities(step, run, asked, came);
  });
}

function fetchFields(step: FetchStep, run: Run): PromiseOrValue<void> {
  const targets = objectsAt(run.root, step.path, run.isInterface);
  if (targets.length === 0) return;
  return andThen(call(step, run, variablesOf(step, run)), (answer) => {
    addFields(step, run, targets, answer);
  });
}

function addFields(step: FetchStep, run: Run, targets: readonly Data[], { data, errors }: SubgraphAnswer): void {
  if (data) {
    rewrite(run.whole, step.outputRewrites, data);
    const merge = step.merge();
    for (const target of targets) merge(target, data, run.isInterface);
  }
  if (errors.length === 0) return;
  const [at = []] = pathsOf(run.root, step.path).values().next().value ?? [];
  for (const error of errors) run.errors.push(errorAt(error, error.path && [...at, ...named(error.path, step)]));
}

function addEntities(step: FetchStep, run: Run, { owners }: Represented, { data, errors }: SubgraphAnswer): void {
  const entities: unknown = data?.['_entities'];
  if (Array.isArray(entities)) {
    const merge = step.merge();
    for (let at = 0; at < entities.length; at++) {
      const entity: unknown = entities[at];
      const given = owners[at] ?? [];
      if (!isData(entity)) continue;
      if (step.outputRewrites.length > 0) rewriteEntity(step, run, given, entity);
      for (const owner of given) merge(owner, entity, run.isInterface);
    }
  }
  if (errors.length > 0) locate(step, run, owners, errors);
}

function rewriteEntity({ outputRewrites }: FetchStep, run: Run, owners: readonly Data[], entity: Data): void {
  entity['__typename'] ??= owners[0]?.['__typename'];
  rewrite(run.whole, outputRewrites, entity);
}

function locate(step: FetchStep, run: Run, owners: readonly Data[][], errors: readonly GraphQLError[]): void {
  const paths = pathsOf(run.root, step.path);
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    const places: AnswerPath[] =
      typeof index === 'number' ? (owners[index] ?? []).flatMap((owner) => paths.get(owner) ?? []) : [];
    if (places.length === 0) run.errors.push(errorAt(error, undefined));
    for (const place of places) run.errors.push(errorAt(error, [...place, ...named(rest, step)]));
  }
}

/** A path with the keys of the answer, where the plan gave a field another one on its way. */
function named(path: AnswerPath, { outputRewrites }: FetchStep): AnswerPath {
  if (outputRewrites.length === 0) return path;
  const names = new Map<string | number | undefined, string>();
  for (const one of outputRewrites) if (one.kind === 'KeyRenamer') names.set(one.path.at(-1), one.renameKeyTo);
  return path.map((key) => names.get(key) ?? key);
}

const call = (step: FetchStep, run: Run, variables: Data) =>
  step.answer(step.subgraph, { text: step.text, fetch: step.document, variables }, run.context);

function variablesOf(step: FetchStep, { variables }: Run): Data {
  const sent: Data = {};
  for (const [name, given] of step.variables) {
    const value = Object.hasOwn(variables, given) ? variables[given] : undefined;
    if (value !== undefined) sent[name] = value;
  }
  return sent;
}
