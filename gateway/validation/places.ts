import { Kind, Location, type ASTNode, type DocumentNode } from 'graphql';
import { walk } from './document-parts.ts';

/** Nodes that errors may still name once a document is valid: those of variables and of fields. */
const named: ReadonlySet<string> = new Set([Kind.VARIABLE_DEFINITION, Kind.FIELD]);

/**
 * Lets a valid document forget where its nodes stand in its text, but for those that errors may still name. Places hang
 * together with all tokens of the text, which are two thirds of a document's memory.
 */
export function forgetPlaces(document: DocumentNode): void {
  walk(document, (node) => {
    const { loc } = node;
    place(node, loc && named.has(node.kind) ? withoutTokens(loc) : undefined);
    if ('name' in node && node.name) place(node.name, undefined);
    if ('alias' in node && node.alias) place(node.alias, undefined);
    return true;
  });
}

function place(node: ASTNode, loc: Location | undefined): void {
  // graphql-js gives nodes out as read-only; this one is ours, nobody else has seen it.
  (node as { loc: Location | undefined }).loc = loc;
}

/** What messages need of a place: the text, and where in it. */
const withoutTokens = ({ start, end, source }: Location): Location =>
  Object.assign(Object.create(Location.prototype) as Location, { start, end, source });
