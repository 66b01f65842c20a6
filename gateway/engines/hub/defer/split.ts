import {
  getNamedType,
  isCompositeType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { typenameAs, type Settled } from '../plan/settle.ts';
import { deferOf } from './active.ts';

/** A field on the way to a part, and the types on which it was selected. */
export interface PartStep {
  readonly key: string;
  readonly types: readonly string[];
}

/** What is told together: the answer without its deferred fragments, or one of these without those inside it. */
export interface Part {
  readonly label: string | null;
  /** Null for the first part. Told after it. */
  readonly parent: Part | null;
  readonly path: readonly PartStep[];
  /** Declared type of the objects at the path, and the types of them to which the part applies. */
  readonly type: GraphQLCompositeType;
  readonly types: readonly string[];
  readonly set: SelectionSetNode;
}

/** Where a selection stands. */
interface Place {
  readonly part: Part | null;
  readonly path: readonly PartStep[];
  readonly type: GraphQLCompositeType;
  readonly types: readonly string[];
}

/** Fragments are written out at each place; an operation that grows more than this is answered in one. */
const mostSelections = 10_000;

/** The parts of an operation, parents first; null when nothing is deferred, or too much. */
export function split(schema: GraphQLSchema, settled: Settled): readonly Part[] | null {
  const { definition } = settled;
  const root = schema.getRootType(definition.operation);
  if (!root) return null;
  const splitter = new Splitter(schema, settled);
  const first = splitter.part({ part: null, path: [], type: root, types: [] }, null, definition.selectionSet);
  return splitter.parts.length < 2 || splitter.isTooMuch || !first ? null : splitter.parts;
}

class Splitter {
  readonly parts: Part[] = [];
  isTooMuch = false;
  #seen = 0;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly settled: Settled,
  ) {
    this.#fragments = settled.fragments;
  }

  part(place: Place, label: string | null, set: SelectionSetNode): Part {
    const { path, type, types } = place;
    const selections: SelectionNode[] = [];
    const part: Part = { label, parent: place.part, path, type, types, set: setOf(wrapped(types, selections)) };
    this.parts.push(part);
    selections.push(...this.#selections(set, { ...place, part }));
    return part;
  }

  #selections(set: SelectionSetNode, place: Place): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      this.isTooMuch ||= ++this.#seen > mostSelections;
      if (this.isTooMuch) return [];
      if (selection.kind === Kind.FIELD) return [this.#field(selection, place)];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
      if (!fragment) return [];
      const condition = fragment.typeCondition?.name.value;
      const within = condition === undefined ? place : { ...place, types: [...place.types, condition] };
      const deferred = deferOf(selection.directives);
      if (deferred) {
        this.part(within, deferred.label, fragment.selectionSet);
        return [];
      }
      const selections = this.#selections(fragment.selectionSet, within);
      return selections.length > 0 ? [...wrapped(condition === undefined ? [] : [condition], selections)] : [];
    });
  }

  #field(field: Extract<SelectionNode, { kind: Kind.FIELD }>, place: Place): SelectionNode {
    const type = this.#typeOf(field.name.value, place);
    if (!field.selectionSet || !type) return field;
    const step = { key: field.alias?.value ?? field.name.value, types: place.types };
    const below = { ...place, path: [...place.path, step], type, types: [] };
    const selections = this.#selections(field.selectionSet, below);
    // An object of which all is deferred is still there.
    return { ...field, selectionSet: setOf(selections.length > 0 ? selections : [typenameAs(this.settled.filler)]) };
  }

  #typeOf(name: string, { type, types }: Place): GraphQLCompositeType | null {
    const on = this.schema.getType(types.at(-1) ?? type.name);
    const field = on && 'getFields' in on ? on.getFields()[name] : undefined;
    const named = field && 'args' in field ? getNamedType(field.type) : undefined;
    return named && isCompositeType(named) ? named : null;
  }
}

const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

/** Selections on objects of all these types. */
function wrapped(types: readonly string[], selections: readonly SelectionNode[]): readonly SelectionNode[] {
  return types.reduceRight<readonly SelectionNode[]>((inner, type): readonly InlineFragmentNode[] => {
    const typeCondition = { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: type } };
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: setOf(inner) }];
  }, selections);
}
