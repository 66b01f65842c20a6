import type { FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

type Definition = OperationDefinitionNode | FragmentDefinitionNode;

/** Names that response keys and variables of these definitions have, and those of all their fields. */
export function namesIn(definitions: Iterable<Definition>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { variableDefinitions = [], selectionSet } of definitions) {
    for (const { variable } of variableDefinitions) names.add(variable.name.value);
    gather(selectionSet, names);
  }
  return names;
}

function gather({ selections }: SelectionSetNode, into: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') continue;
    if (selection.kind === 'Field') {
      into.add(selection.name.value);
      if (selection.alias) into.add(selection.alias.value);
    }
    if (selection.selectionSet) gather(selection.selectionSet, into);
  }
}

/** A name like `base` that is not taken. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  let name = `${base}_`;
  while (taken.has(name)) name += '_';
  return name;
}
