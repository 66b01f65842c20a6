import {
  Kind,
  type DirectiveNode,
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
  const reader = new Reader(document);
  reader.read(definition.selectionSet);
  const { fragments, conditions, hasDefer } = reader;
  return { definition, fragments, conditions: [...conditions], hasDefer };
}

/** Reads a selection with the fragments that it uses, also through others, each once. */
class Reader {
  readonly fragments = new Map<string, FragmentDefinitionNode>();
  readonly conditions = new Set<string>();
  hasDefer = false;
  readonly #all = new Map<string, FragmentDefinitionNode>();

  constructor({ definitions }: DocumentNode) {
    for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) this.#all.set(one.name.value, one);
  }

  read({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      for (const directive of selection.directives ?? []) this.#directive(directive);
      if (selection.kind === Kind.FRAGMENT_SPREAD) this.#fragment(selection.name.value);
      else if (selection.selectionSet) this.read(selection.selectionSet);
    }
  }

  #fragment(name: string): void {
    const fragment = this.#all.get(name);
    if (!fragment || this.fragments.has(name)) return;
    this.fragments.set(name, fragment);
    this.read(fragment.selectionSet);
  }

  #directive({ name: { value: name }, arguments: args = [] }: DirectiveNode): void {
    this.hasDefer ||= name === deferName;
    if (name !== 'skip' && name !== 'include' && name !== deferName) return;
    for (const { name: argument, value } of args)
      if (argument.value === 'if' && value.kind === Kind.VARIABLE) this.conditions.add(value.name.value);
  }
}
