import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Hints, Scope } from './hints.ts';

/** How long an answer, or a part of one, may be kept; never zero. */
export interface Policy {
  /** Seconds. */
  readonly maxAge: number;
  readonly scope: Scope;
}

export interface PolicyReader {
  readonly schema: GraphQLSchema;
  readonly hints: Hints;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** False for what `@skip` or `@include` leaves out. */
  isIncluded(selection: SelectionNode): boolean;
}

/** Fields that are asked of these types at one place. */
interface Place {
  readonly types: readonly GraphQLObjectType[];
  /** Nothing above says how long: a field that says nothing is not kept. */
  readonly isTop: boolean;
}

/**
 * The policy of what is selected on one object type: the shortest time and the narrowest scope of all fields that it may
 * bring, by the rules of Apollo Server's cache control (https://www.apollographql.com/docs/apollo-server/performance/caching).
 * Null when it may not be kept at all. Fields below a null, which Apollo Server does not meet, count too.
 */
export function policyOf(reader: PolicyReader, typeName: string, set: SelectionSetNode): Policy | null {
  const walk = new Walk(reader);
  walk.set(set, { types: walk.objectsOf(typeName), isTop: true });
  return walk.policy();
}

/**
 * The policy of `_entities(representations:) { ... on T { } }`: an entity whose type says nothing may be kept when every
 * field that is fetched of it says how long. Null when not.
 */
export function entityPolicyOf(reader: PolicyReader, set: SelectionSetNode): Policy | null {
  const walk = new Walk(reader);
  for (const selection of set.selections) {
    const typeName = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
    if (selection.kind === Kind.FIELD && selection.name.value === '__typename') continue;
    if (selection.kind !== Kind.INLINE_FRAGMENT || typeName === undefined) return null;
    const hint = reader.hints.ofType(typeName);
    walk.restrict(hint.maxAge, hint.scope);
    walk.set(selection.selectionSet, { types: walk.objectsOf(typeName), isTop: hint.maxAge === undefined });
  }
  return walk.policy();
}

class Walk {
  #maxAge: number | undefined;
  #scope: Scope | undefined;
  readonly #reader: PolicyReader;
  readonly #seen = new Set<string>();

  constructor(reader: PolicyReader) {
    this.#reader = reader;
  }

  policy(): Policy | null {
    return this.#maxAge === undefined || this.#maxAge === 0
      ? null
      : { maxAge: this.#maxAge, scope: this.#scope ?? 'PUBLIC' };
  }

  restrict(maxAge: number | undefined, scope: Scope | undefined): void {
    if (maxAge !== undefined && (this.#maxAge === undefined || maxAge < this.#maxAge)) this.#maxAge = maxAge;
    if (scope !== undefined && this.#scope !== 'PRIVATE') this.#scope = scope;
  }

  objectsOf(typeName: string): readonly GraphQLObjectType[] {
    const type = this.#reader.schema.getType(typeName);
    if (isAbstractType(type)) return this.#reader.schema.getPossibleTypes(type);
    return isObjectType(type) ? [type] : [];
  }

  set({ selections }: SelectionSetNode, place: Place): void {
    for (const selection of selections) {
      // Nothing is shorter than not at all.
      if (this.#maxAge === 0) return;
      if (!this.#reader.isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        if (!selection.name.value.startsWith('__')) this.#field(selection.name.value, selection.selectionSet, place);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#reader.fragments.get(selection.name.value);
      if (!fragment) continue;
      const types = this.#narrowed(place.types, fragment.typeCondition?.name.value);
      if (types.length === 0) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD && this.#isKnown(selection.name.value, types, place)) continue;
      this.set(fragment.selectionSet, { ...place, types });
    }
  }

  /** A fragment counts once for the same types, however often it is spread. */
  #isKnown(name: string, types: readonly GraphQLObjectType[], { isTop }: Place): boolean {
    const key = `${name} ${String(isTop)} ${types.map((type) => type.name).join(' ')}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }

  #narrowed(types: readonly GraphQLObjectType[], condition: string | undefined): readonly GraphQLObjectType[] {
    if (condition === undefined) return types;
    const allowed = this.objectsOf(condition);
    return types.filter((type) => allowed.includes(type));
  }

  #field(name: string, selected: SelectionSetNode | undefined, { types, isTop }: Place): void {
    const below = new Set<GraphQLObjectType>();
    for (const type of types) {
      const field = type.getFields()[name];
      if (!field) {
        this.restrict(0, undefined);
        return;
      }
      this.#restrictBy(type.name, field, isTop);
      for (const one of this.objectsOf(getNamedType(field.type).name)) below.add(one);
    }
    if (selected) this.set(selected, { types: [...below], isTop: false });
  }

  /** What a field says goes before what its type says; an object that says nothing, or a top field, is not kept. */
  #restrictBy(typeName: string, field: GraphQLField<unknown, unknown>, isTop: boolean): void {
    const { hints } = this.#reader;
    const target = getNamedType(field.type);
    const isComposite = isCompositeType(target);
    const own = hints.ofField(typeName, field.name);
    const ofTarget = isComposite ? hints.ofType(target.name) : undefined;
    const maxAge = own.maxAge ?? ofTarget?.maxAge;
    const inherits = ofTarget?.inheritMaxAge === true || own.inheritMaxAge;
    const scope = own.scope ?? ofTarget?.scope;
    this.restrict(maxAge ?? ((isComposite && !inherits) || isTop ? 0 : undefined), scope);
  }
}
