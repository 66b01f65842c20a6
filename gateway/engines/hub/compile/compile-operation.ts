import type { PlanNode } from '@apollo/query-planner';
import { executeSync, Kind, type DocumentNode, type FieldNode, type GraphQLSchema } from 'graphql';
import { compileWriter, type WriteAnswer } from '../write/compile-writer.ts';
import { undeferred } from '../defer/active.ts';
import { compileParts, type CompiledPart } from '../defer/compile-parts.ts';
import { withoutConflicts } from '../plan/conflicts.ts';
import { settle, typenameAs, type Conditions, type Settled } from '../plan/settle.ts';
import type { Operation } from '../plan/operation.ts';
import type { PlannedSupergraph } from '../plan/supergraph.ts';
import { clientValues } from './client-value.ts';
import { ownPlaces } from './own-places.ts';
import { assertAnswered } from './unanswered.ts';
import { compileSteps, type Step, type StepCompiler } from './steps.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An operation under one combination of its conditions, ready to run again and again. */
export interface CompiledOperation {
  /** Each with a tree of its own, which together are the answer; empty when nothing is to be fetched, nearly always one. */
  readonly steps: readonly Step[];
  readonly write: WriteAnswer;
  /** JSON of the root fields that the gateway answers itself, by response key. */
  introspect(variables: Variables): ReadonlyMap<string, string>;
  /** Response keys on the way -> the client's, where they differ. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Null when nothing is deferred. */
  readonly parts: readonly CompiledPart[] | null;
}

export type OperationCompiler = Omit<StepCompiler, 'variables' | 'own'> & { readonly supergraph: PlannedSupergraph };

export function compileOperation(
  operation: Operation,
  conditions: Conditions,
  compiler: OperationCompiler,
): CompiledOperation {
  const { supergraph } = compiler;
  const { settled, plans } = planOperation(operation, conditions, supergraph);
  // What follows a mutation must see what it did.
  const fetches = settled.definition.operation === 'query' ? compiler.fetches : null;
  const wanted = operation.hasDefer ? new Map<never, never>() : clientValues(supergraph.api, settled);
  const own = ownPlaces(plans, wanted, compiler.documents);
  const steps = plans.map((plan) => compileSteps(plan, { ...compiler, fetches, variables: settled.variables, own }));
  assertAnswered(supergraph.api, settled, steps);
  const { write, introspection } = compileWriter(supergraph.api, settled);
  return {
    steps,
    write,
    introspect: introspecting(supergraph.api, settled, introspection),
    renamed: settled.renamed,
    parts: operation.hasDefer && introspection.size === 0 ? compileParts(supergraph.api, settled, steps) : null,
  };
}

/** What an operation is planned to under these conditions: plans that know nothing of each other, nearly always one. */
export function planOperation(
  operation: Operation,
  conditions: Conditions,
  supergraph: PlannedSupergraph,
): { readonly settled: Settled; readonly plans: readonly PlanNode[] } {
  const settled = settle(operation, conditions, supergraph.needed);
  const whole = operation.hasDefer ? { ...settled, document: undeferred(settled.document) } : settled;
  const plans = documentsOf(whole, supergraph).flatMap((document) => supergraph.plan(document) ?? []);
  return { settled, plans };
}

/** One document, or several when the planner can't do all at once; a mutation is never done twice. */
function documentsOf(
  { document, definition, filler }: Settled,
  { api: schema, requirements }: PlannedSupergraph,
): readonly DocumentNode[] {
  if (definition.operation !== 'query') return [document];
  return withoutConflicts(document, { schema, requirements, filler: typenameAs(filler) });
}

/** Introspection is graphql-js' work; what does not depend on variables is written once. */
function introspecting(
  schema: GraphQLSchema,
  { definition, fragments, variables }: Settled,
  fields: ReadonlyMap<string, readonly FieldNode[]>,
): CompiledOperation['introspect'] {
  const texts = new Map<string, string>();
  if (fields.size === 0) return () => texts;
  const selections = [...fields.values()].flat();
  const document = {
    kind: Kind.DOCUMENT as const,
    definitions: [
      { ...definition, selectionSet: { kind: Kind.SELECTION_SET as const, selections } },
      ...fragments.values(),
    ],
  };
  const isConstant = !definition.variableDefinitions?.length;
  return (given) => {
    if (isConstant && texts.size > 0) return texts;
    const variableValues = { ...given };
    for (const [ours, theirs] of variables) variableValues[ours] = given[theirs];
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues });
    if (!data) throw new Error('introspection failed', { cause: errors?.[0] });
    for (const key of fields.keys()) texts.set(key, JSON.stringify(data[key] ?? null));
    return texts;
  };
}
