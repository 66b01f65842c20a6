import { Kind, visit, type DirectiveNode, type DocumentNode } from 'graphql';

export const deferName = 'defer';

/** Label of a fragment that is deferred; undefined when it is not. Conditions are settled already. */
export function deferOf(directives: readonly DirectiveNode[] = []): { readonly label: string | null } | undefined {
  const found = directives.find(({ name }) => name.value === deferName);
  if (!found) return undefined;
  const label = found.arguments?.find(({ name }) => name.value === 'label')?.value;
  return { label: label?.kind === Kind.STRING ? label.value : null };
}

/** The same document, nothing deferred: as plans see it. */
export function undeferred(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: ({ name }) => (name.value === deferName ? null : undefined) });
}
