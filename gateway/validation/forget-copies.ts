import { Kind, type DocumentNode, type FieldNode, type SelectionNode } from 'graphql';
import { walk } from './document-parts.ts';

/** Fewer selections are compared with one another at no cost worth speaking of. */
const few = 50;

/**
 * Lets a document forget the leaves that one selection set asks for again, word for word: `{ a a }` is `{ a }`. That fields
 * of one name can be merged is found out by comparing each with each.
 */
export function forgetCopies(document: DocumentNode): void {
  walk(document, (node) => {
    if (node.kind === Kind.SELECTION_SET && node.selections.length > few)
      // graphql-js gives nodes out as read-only; this one is ours, nobody else has seen it.
      (node as { selections: readonly SelectionNode[] }).selections = withoutCopies(node.selections);
    return true;
  });
}

function withoutCopies(selections: readonly SelectionNode[]): SelectionNode[] {
  const seen = new Set<string>();
  return selections.filter((one) => !isPlain(one) || (!seen.has(one.name.value) && seen.add(one.name.value)));
}

const isPlain = (node: SelectionNode): node is FieldNode =>
  node.kind === Kind.FIELD && !node.alias && !node.selectionSet && !node.arguments?.length && !node.directives?.length;
