import { Kind, parse, print, visit, type ConstDirectiveNode } from 'graphql';

/**
 * The same supergraph, in which each type names the keys that lead into a subgraph before those that do not. On its way
 * back into a subgraph with what a field requires, the planner takes the first key that it has the fields of, whether the
 * subgraph can be entered by it or not.
 */
export function usableKeysFirst(supergraphSdl: string): string {
  const sorted = <T extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: T): T | undefined => {
    const { directives = [] } = node;
    if (!directives.some(isUnusable)) return undefined;
    return { ...node, directives: [...directives.filter((d) => !isUnusable(d)), ...directives.filter(isUnusable)] };
  };
  const document = parse(supergraphSdl, { noLocation: true });
  const next = visit(document, { ObjectTypeDefinition: sorted, InterfaceTypeDefinition: sorted });
  return next === document ? supergraphSdl : print(next);
}

const isUnusable = ({ name, arguments: args = [] }: ConstDirectiveNode): boolean =>
  name.value === 'join__type' &&
  args.some((a) => a.name.value === 'resolvable' && a.value.kind === Kind.BOOLEAN && !a.value.value);
