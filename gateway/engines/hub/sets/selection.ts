import type { FieldNode, FragmentDefinitionNode } from 'graphql';
import { selectionBelow } from '../../../../kit/resolvers/selection.ts';
import type { Selection } from '../../../../kit/resolvers/set-entry.ts';

/** What is selected below these nodes, for set resolvers; made once, so that asking it again costs nothing. */
export function fixedSelection(
  nodes: readonly FieldNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  typeName: string | null,
): Selection {
  if (nodes.every(({ selectionSet }) => selectionSet === undefined)) return nothing;
  return new Remembered(
    selectionBelow(nodes, { fragments: Object.fromEntries(fragments), variableValues: {} }, typeName),
  );
}

/** Most fields have nothing below them: they share this. */
const nothing: Selection = { fields: [], has: () => false, child: () => nothing };

class Remembered implements Selection {
  readonly #selection: Selection;
  #children: Map<string, Selection> | null = null;

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  get fields(): readonly string[] {
    return this.#selection.fields;
  }

  has(field: string): boolean {
    return this.#selection.has(field);
  }

  child(field: string): Selection {
    const known = this.#children?.get(field);
    if (known) return known;
    const below = this.#selection.child(field);
    const child = below.fields.length === 0 ? nothing : new Remembered(below);
    (this.#children ??= new Map()).set(field, child);
    return child;
  }
}
