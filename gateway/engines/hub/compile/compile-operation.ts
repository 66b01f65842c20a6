import type { PlanNode } from '@apollo/query-planner';
import { executeSync, Kind, type FieldNode, type GraphQLSchema } from 'graphql';
import { compileWriter, type WriteAnswer } from '../write/compile-writer.ts';
import { undeferred } from '../defer/active.ts';
import { compileParts, type CompiledPart } from '../defer/compile-parts.ts';
import { liftLiterals } from '../plan/exact-literals.ts';
import { settle, type Conditions, type Settled } from '../plan/settle.ts';
import { planInOrder } from '../plan/one-after-the-other.ts';
import type { Operation } from '../plan/operation.ts';
import type { PlannedSupergraph } from '../plan/supergraph.ts';
import { clientValues } from './client-value.ts';
import { laterKeys } from './later-keys.ts';
import { ownPlaces } from './own-places.ts';
import { assertAnswered } from './unanswered.ts';
import { compileSteps, type Step, type StepCompiler } from './steps.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An operation under one combination of its conditions, ready to run again and again. */
export interface CompiledOperation {
  /** Null when nothing is to be fetched. */
  readonly step: Step | null;
  readonly write: WriteAnswer;
  /** JSON of the root fields that the gateway answers itself, by response key. */
  introspect(variables: Variables): ReadonlyMap<string, string>;
  /** Response keys on the way -> the client's, where they differ. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Null when nothing is deferred. */
  readonly parts: readonly CompiledPart[] | null;
}

export type OperationCompiler = Omit<StepCompiler, 'variables' | 'own' | 'later' | 'asks'> & {
  readonly supergraph: PlannedSupergraph;
};

export function compileOperation(
  operation: Operation,
  conditions: Conditions,
  compiler: OperationCompiler,
): CompiledOperation {
  const { supergraph } = compiler;
  const { settled, plan } = planOperation(operation, conditions, supergraph);
  // What follows a mutation must see what it did.
  const fetches = settled.definition.operation === 'query' ? compiler.fetches : null;
  const wanted = operation.hasDefer ? new Map<never, never>() : clientValues(supergraph.api, settled);
  const own = ownPlaces(plan, wanted, compiler.documents);
  const later = laterKeys(plan, compiler.documents);
  const { variables } = settled;
  const step = plan && compileSteps(plan, { ...compiler, fetches, variables, own, later, asks: new Map() });
  assertAnswered(supergraph.api, settled, step);
  const { write, introspection } = compileWriter(supergraph.api, settled);
  return {
    step,
    write,
    introspect: introspecting(supergraph.api, settled, introspection),
    renamed: clientKeys(settled, supergraph),
    parts: step && operation.hasDefer && introspection.size === 0 ? compileParts(supergraph.api, settled, step) : null,
  };
}

/** What an operation is planned to under these conditions. */
export function planOperation(
  operation: Operation,
  conditions: Conditions,
  supergraph: PlannedSupergraph,
): { readonly settled: Settled; readonly plan: PlanNode | null } {
  const settled = settle(operation, conditions, supergraph.needed);
  const whole = operation.hasDefer ? { ...settled, document: undeferred(settled.document) } : settled;
  const { document, restore } = liftLiterals(whole.document, supergraph.api);
  return { settled, plan: restore(planInOrder(document, supergraph)) };
}

/** What clients know a key by: errors tell where they happened. */
function clientKeys({ renamed }: Settled, { required }: PlannedSupergraph): ReadonlyMap<string, string> {
  if (required.size === 0) return renamed;
  return new Map([...[...required].map(([key, { name }]) => [key, name] as const), ...renamed]);
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
