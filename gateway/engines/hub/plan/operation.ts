import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** One operation of a client's document, with the fragments that it may use. */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables on which `@skip` and `@include` depend, in order of appearance. */
  readonly conditions: readonly string[];
}

export function operationOf(document: DocumentNode, definition: OperationDefinitionNode): Operation {
  const all = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) all.set(node.name.value, node);
  const fragments = new Map<string, FragmentDefinitionNode>();
  reach(definition.selectionSet, all, fragments);
  const conditions = new Set<string>();
  for (const node of [definition, ...fragments.values()])
    visit(node, {
      Directive({ name, arguments: args }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
      },
    });
  return { definition, fragments, conditions: [...conditions] };
}

/** Fragments that a selection uses, also through others. */
function reach(
  set: SelectionSetNode,
  all: ReadonlyMap<string, FragmentDefinitionNode>,
  into: Map<string, FragmentDefinitionNode>,
): void {
  visit(set, {
    FragmentSpread({ name }) {
      const fragment = all.get(name.value);
      if (!fragment || into.has(name.value)) return;
      into.set(name.value, fragment);
      reach(fragment.selectionSet, all, into);
    },
  });
}
