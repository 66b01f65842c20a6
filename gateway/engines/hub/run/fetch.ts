import { GraphQLError } from 'graphql';
import type { FetchStep } from '../compile/steps.ts';
import { isData, type Data } from '../data.ts';
import { merge } from './merge.ts';
import { objectsAt, pathsOf, type AnswerPath } from './places.ts';
import { represented, type Represented, type Together } from './represent.ts';
import { rewrite } from './rewrite.ts';
import type { Run } from './run.ts';

/** Calls the subgraph once for all objects at the step's place, and merges what it gives into them. */
export async function runFetch(step: FetchStep, run: Run, together: Together | null): Promise<void> {
  if (step.represent) return fetchEntities(step, run, represented(step, run, together));
  const targets = objectsAt(run.root, step.path, run.isInterface);
  if (targets.length > 0) await fetchRoot(step, run, targets);
}

async function fetchRoot(step: FetchStep, run: Run, targets: readonly Data[]): Promise<void> {
  const { data, errors } = await call(step, run, variablesOf(step, run));
  if (data) {
    rewrite(run.whole, step.outputRewrites, data);
    for (const target of targets) merge(target, data, run.isInterface);
  }
  if (errors.length === 0) return;
  const [at = []] = pathsOf(run.root, step.path).values().next().value ?? [];
  for (const error of errors) run.errors.push(relocated(error, error.path && [...at, ...error.path]));
}

async function fetchEntities(step: FetchStep, run: Run, { representations, owners }: Represented): Promise<void> {
  if (representations.length === 0) return;
  const { data, errors } = await call(step, run, { ...variablesOf(step, run), representations });
  const entities: unknown = data?.['_entities'];
  if (Array.isArray(entities))
    for (const [i, entity] of entities.entries()) {
      if (!isData(entity)) continue;
      const [first] = owners[i] ?? [];
      entity['__typename'] ??= first?.['__typename'];
      rewrite(run.whole, step.outputRewrites, entity);
      for (const owner of owners[i] ?? []) merge(owner, entity, run.isInterface);
    }
  if (errors.length > 0) locate(step, run, owners, errors);
}

function locate(step: FetchStep, run: Run, owners: readonly Data[][], errors: readonly GraphQLError[]): void {
  const paths = pathsOf(run.root, step.path);
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    const places: AnswerPath[] =
      typeof index === 'number' ? (owners[index] ?? []).flatMap((owner) => paths.get(owner) ?? []) : [];
    if (places.length === 0) run.errors.push(relocated(error, undefined));
    for (const place of places) run.errors.push(relocated(error, [...place, ...rest]));
  }
}

const relocated = (error: GraphQLError, path: AnswerPath | undefined): GraphQLError =>
  new GraphQLError(error.message, {
    ...(path && { path }),
    extensions: error.extensions,
    originalError: error.originalError ?? null,
  });

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
