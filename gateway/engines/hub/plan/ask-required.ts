import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { fetchedApart } from './fetched-apart.ts';
import type { RequiredFields } from './required-fields.ts';

/**
 * A plan over the supergraph of `required` as subgraphs understand it: they are asked for the field that is meant, and told
 * of it under its own name. What can't be told at once is fetched apart, in parallel.
 */
export function askRequired(node: PlanNode, required: RequiredFields): PlanNode {
  if (required.fields.size === 0) return node;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((one) => askRequired(one, required)) };
    case 'Flatten':
      return { ...node, node: askRequired(node.node, required) };
    case 'Fetch': {
      const [first, ...others] = fetchedApart(meant(node, required.fields), required);
      if (!first) return node;
      return others.length === 0 ? first : { kind: 'Parallel', nodes: [first, ...others] };
    }
    case 'Condition':
    case 'Defer':
      return node;
  }
}

type Fields = RequiredFields['fields'];

function meant(node: FetchNode, fields: Fields): FetchNode {
  const document = parse(node.operation, { noLocation: true });
  const next = visit(document, {
    Field(field) {
      const required = fields.get(field.name.value);
      if (!required) return undefined;
      const { name, arguments: args } = required;
      return { ...field, alias: field.alias ?? field.name, name: { kind: Kind.NAME, value: name }, arguments: args };
    },
  });
  return {
    ...node,
    ...(next !== document && { operation: stripIgnoredCharacters(print(next)) }),
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
