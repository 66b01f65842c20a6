import type { PlanNode } from '@apollo/query-planner';
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { collect } from '../write/collect.ts';
import type { PlannedSupergraph } from './supergraph.ts';

type Planning = Pick<PlannedSupergraph, 'api' | 'plan'>;

/**
 * The plan of a settled operation; of a mutation, of each root field alone where that makes a difference. A field of a mutation
 * begins when all of the one before it is there (GraphQL specification, October 2021, 6.2.2), but the planner puts neighbours of
 * one subgraph into one fetch, and asks other subgraphs for what lies below them afterwards: they would see what the next one did.
 */
export function planInOrder(document: DocumentNode, supergraph: Planning): PlanNode | null {
  const plan = supergraph.plan(document);
  const { definition, fragments } = parts(document);
  if (definition?.operation !== 'mutation' || !plan || plan.kind === 'Fetch') return plan;
  const { api } = supergraph;
  const fields = collect(api, fragments, api.getMutationType()?.name ?? '', [definition.selectionSet]);
  if (fields.size < 2) return plan;
  const nodes = [...fields.values()].flatMap((selections) => {
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    const definitions = [{ ...definition, selectionSet }, ...fragments.values()];
    return supergraph.plan({ kind: Kind.DOCUMENT, definitions }) ?? [];
  });
  return { kind: 'Sequence', nodes };
}

function parts({ definitions }: DocumentNode) {
  let definition: OperationDefinitionNode | undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions)
    if (one.kind === Kind.OPERATION_DEFINITION) definition = one;
    else if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  return { definition, fragments };
}
