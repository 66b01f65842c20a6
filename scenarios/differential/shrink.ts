import { Kind, parse, print, validate, visit, type ASTNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Operation } from './generate/operations.ts';

/** Kinds of which one can be left out, when the document is still valid without it. */
const leavable: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.DIRECTIVE,
  Kind.ARGUMENT,
  Kind.OBJECT_FIELD,
]);

/** The smallest operation that still `shows` what this one does: parts are left out as long as one can be. */
export async function shrink(
  operation: Operation,
  schema: GraphQLSchema,
  shows: (smaller: Operation) => Promise<boolean>,
): Promise<Operation> {
  let smallest = operation;
  for (let at = 0; at < parts(smallest.document).length; at++) {
    for (const change of [leaveOut, open]) {
      const smaller = changed(smallest, at, change, schema);
      if (smaller === null || !(await shows(smaller))) continue;
      smallest = smaller;
      at -= 1;
      break;
    }
  }
  return smallest;
}

type Change = (node: ASTNode) => ASTNode | readonly ASTNode[] | null | undefined;

const leaveOut: Change = () => null;
/** A fragment's selections in its own place. */
const open: Change = (node) => (node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections : undefined);

function parts(document: DocumentNode): ASTNode[] {
  const found: ASTNode[] = [];
  visit(document, {
    enter: (node) => {
      if (leavable.has(node.kind)) found.push(node);
    },
  });
  return found;
}

/** The operation with one of its parts changed, or null when it is not valid so. */
function changed(
  { document, ...operation }: Operation,
  at: number,
  change: Change,
  schema: GraphQLSchema,
): Operation | null {
  const part = parts(document)[at];
  const becomes = part && change(part);
  if (!part || becomes === undefined) return null;
  const next = visit(document, {
    enter(node) {
      if (!('selections' in node)) return node === part && becomes === null ? null : undefined;
      if (becomes === null || !node.selections.some((s) => s === part)) return undefined;
      return { ...node, selections: node.selections.flatMap((s) => (s === part ? becomes : s)) } as ASTNode;
    },
  });
  const text = withoutUnused(next);
  const smaller = parsed(text);
  return smaller && validate(schema, smaller).length === 0 ? { ...operation, document: smaller, text } : null;
}

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** Variables and fragments that nothing uses any more are gone. */
function withoutUnused(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, {
    FragmentSpread: ({ name }) => void used.add(`...${name.value}`),
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(`$${name.value}`),
  });
  const next = visit(document, {
    FragmentDefinition: ({ name }) => (used.has(`...${name.value}`) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? false : null),
  });
  const text = print(next);
  return text === print(document) ? text : withoutUnused(next);
}
