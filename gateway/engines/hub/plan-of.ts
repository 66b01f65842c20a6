import type { QueryPlan } from '@apollo/query-planner';
import {
  GraphQLError,
  Kind,
  valueFromAST,
  type DocumentNode,
  type OperationDefinitionNode,
  GraphQLBoolean,
} from 'graphql';
import { planOperation } from './compile/compile-operation.ts';
import { operationOf } from './plan/operation.ts';
import type { PlannedSupergraph } from './plan/supergraph.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The plan of one operation of a valid document, as it is run when its conditions have these values; those that are not
 * given have their defaults. Throws GraphQLError when the document has no such operation.
 */
export function planOf(
  supergraph: PlannedSupergraph,
  document: DocumentNode,
  operationName: string | null,
  variables: Variables,
): QueryPlan {
  const definition = document.definitions.find(
    (d): d is OperationDefinitionNode =>
      d.kind === Kind.OPERATION_DEFINITION && (!operationName || d.name?.value === operationName),
  );
  if (!definition) throw new GraphQLError('The document has no such operation.');
  const { plan } = planOperation(operationOf(document, definition), conditionsOf(definition, variables), supergraph);
  return { kind: 'QueryPlan', ...(plan && { node: plan }) };
}

function conditionsOf({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromAST(defaultValue, GraphQLBoolean)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}
