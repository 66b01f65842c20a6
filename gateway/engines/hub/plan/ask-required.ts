import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import { changeFetches, changeOperation } from './change-fetches.ts';
import { fetchedApart } from './fetched-apart.ts';
import type { RequiredFields } from './required-fields.ts';

/**
 * A plan over the supergraph of `required` as subgraphs understand it: they are asked for the field that is meant, and told
 * of it under its own name. What can't be told at once is fetched apart, in parallel.
 */
export function askRequired(node: PlanNode, required: RequiredFields): PlanNode {
  if (required.fields.size === 0) return node;
  return changeFetches(node, (fetch) => {
    const [first, ...others] = fetchedApart(meant(fetch, required.fields), required);
    if (!first) return fetch;
    return others.length === 0 ? first : { kind: 'Parallel', nodes: [first, ...others] };
  });
}

type Fields = RequiredFields['fields'];

function meant(node: FetchNode, fields: Fields): FetchNode {
  const operation = changeOperation(node.operation, {
    Field(field) {
      const required = fields.get(field.name.value);
      if (!required) return undefined;
      const { name, arguments: args } = required;
      return { ...field, alias: field.alias ?? field.name, name: { kind: Kind.NAME, value: name }, arguments: args };
    },
  });
  return {
    ...node,
    operation,
    ...(node.requires && { requires: node.requires.map((one) => told(one, fields)) }),
  };
}

/** Stands under its alias in the answer so far, and goes to the subgraph under its name. */
function told(selection: QueryPlanSelectionNode, fields: Fields): QueryPlanSelectionNode {
  const selections = selection.selections?.map((one) => told(one, fields));
  if (selection.kind === 'InlineFragment') return { ...selection, selections: selections ?? [] };
  const required = fields.get(selection.name);
  return {
    ...selection,
    ...(required && { alias: selection.name, name: required.name }),
    ...(selections && { selections }),
  };
}
