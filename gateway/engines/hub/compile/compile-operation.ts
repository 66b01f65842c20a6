import { executeSync, Kind, type FieldNode, type GraphQLSchema } from 'graphql';
import { compileWriter, type WriteAnswer } from '../write/compile-writer.ts';
import { settle, type Conditions, type Settled } from '../plan/settle.ts';
import type { Operation } from '../plan/operation.ts';
import type { PlannedSupergraph } from '../plan/supergraph.ts';
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
}

export type OperationCompiler = Omit<StepCompiler, 'variables'> & { readonly supergraph: PlannedSupergraph };

export function compileOperation(
  operation: Operation,
  conditions: Conditions,
  compiler: OperationCompiler,
): CompiledOperation {
  const { supergraph } = compiler;
  const settled = settle(operation, conditions, supergraph.needed);
  const plan = supergraph.plan(settled.document);
  const { write, introspection } = compileWriter(supergraph.api, settled);
  return {
    step: plan && compileSteps(plan, { ...compiler, variables: settled.variables }),
    write,
    introspect: introspecting(supergraph.api, settled, introspection),
    renamed: settled.renamed,
  };
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
