import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { deferName } from '../defer/active.ts';

/** One operation of a client's document, with the fragments that it may use. */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables on which `@skip`, `@include` and `@defer` depend, in order of appearance. */
  readonly conditions: readonly string[];
  /** Whether `@defer` stands in it. */
  readonly hasDefer: boolean;
}

export function operationOf(document: DocumentNode, definition: OperationDefinitionNode): Operation {
  const all = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) all.set(node.name.value, node);
  const fragments = new Map<string, FragmentDefinitionNode>();
  reach(definition.selectionSet, all, fragments);
  const conditions = new Set<string>();
  let hasDefer = false;
  for (const node of [definition, ...fragments.values()])
    visit(node, {
      Directive({ name, arguments: args }) {
        hasDefer ||= name.value === deferName;
        if (name.value !== 'skip' && name.value !== 'include' && name.value !== deferName) return;
        for (const { name: argument, value } of args ?? [])
          if (argument.value === 'if' && value.kind === Kind.VARIABLE) conditions.add(value.name.value);
      },
    });
  return { definition, fragments, conditions: [...conditions], hasDefer };
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
