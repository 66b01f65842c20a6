import type { FieldNode, FragmentDefinitionNode } from 'graphql';
import { selectionBelow } from '../../../../kit/resolvers/selection.ts';
import type { Selection } from '../../../../kit/resolvers/set-entry.ts';

/** What is selected below these nodes, for set resolvers; made once, so that asking it again costs nothing. */
export function fixedSelection(
  nodes: readonly FieldNode[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  typeName: string | null,
): Selection {
  return remembered(selectionBelow(nodes, { fragments, variableValues: {} }, typeName));
}

function remembered(selection: Selection): Selection {
  const children = new Map<string, Selection>();
  return {
    fields: selection.fields,
    has: (field) => selection.has(field),
    child(field) {
      const known = children.get(field);
      if (known) return known;
      const child = remembered(selection.child(field));
      children.set(field, child);
      return child;
    },
  };
}
