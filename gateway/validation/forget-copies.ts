import { Kind, TokenKind, type DocumentNode, type SelectionNode, type Token } from 'graphql';
import { walk } from './document-parts.ts';

/** Fewer selections are compared with one another at no cost worth speaking of. */
const few = 50;

/**
 * Lets a document forget what one selection set asks for again, word for word: `{ a a b { c } b { c } }` is `{ a b { c } }`.
 * That fields of one name can be merged is found out by comparing each with each, and all that is below each of them.
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
  return selections.filter((one) => {
    const words = wordsOf(one);
    return words === null || (!seen.has(words) && seen.add(words));
  });
}

/** The text of a node without what is between its words; null when it has forgotten where it stands. */
function wordsOf({ loc }: SelectionNode): string | null {
  if (!loc) return null;
  const { source, endToken } = loc;
  let words = '';
  for (let token: Token | null = loc.startToken; token; token = token === endToken ? null : token.next)
    if (token.kind !== TokenKind.COMMENT) words += `${source.body.slice(token.start, token.end)} `;
  return words;
}
