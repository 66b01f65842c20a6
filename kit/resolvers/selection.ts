import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Selection } from './set-entry.ts';

type Info = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>;

function isIncluded(node: SelectionNode, info: Info): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, info.variableValues);
  if (skip?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)?.['if'] !== false;
}

function collect(
  sets: readonly (SelectionSetNode | undefined)[],
  info: Info,
  typeName: string | null,
  into: Map<string, FieldNode[]>,
): void {
  for (const node of sets.flatMap((set) => set?.selections ?? [])) {
    if (!isIncluded(node, info)) continue;
    if (node.kind === 'Field') {
      const known = into.get(node.name.value);
      if (known) known.push(node);
      else into.set(node.name.value, [node]);
      continue;
    }
    const fragment = node.kind === 'InlineFragment' ? node : info.fragments[node.name.value];
    const condition = fragment?.typeCondition?.name.value;
    if (typeName !== null && condition !== undefined && condition !== typeName) continue;
    collect([fragment?.selectionSet], info, typeName, into);
  }
}

/**
 * What is selected below these field nodes, with `@skip` and `@include` applied and fragments merged. `typeName` leaves
 * out fragments on other types, for places where several types can stand (`_entities`).
 */
export function selectionBelow(nodes: readonly FieldNode[], info: Info, typeName: string | null = null): Selection {
  const fields = new Map<string, FieldNode[]>();
  collect(
    nodes.map((node) => node.selectionSet),
    info,
    typeName,
    fields,
  );
  return {
    fields: [...fields.keys()],
    has: (field) => fields.has(field),
    child: (field) => selectionBelow(fields.get(field) ?? [], info),
  };
}

/** The union of two selections: the nodes of a connection are selected by `nodes` and by `edges { node }`. */
export function mergeSelections(a: Selection, b: Selection): Selection {
  return {
    fields: [...new Set([...a.fields, ...b.fields])],
    has: (field) => a.has(field) || b.has(field),
    child: (field) => mergeSelections(a.child(field), b.child(field)),
  };
}
