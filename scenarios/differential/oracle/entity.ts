import { Kind, valueFromASTUntyped, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Parent } from '../../../kit/resolvers/set-entry.ts';
import type { Calls } from './calls.ts';
import type { Key, Owner, Ownership } from './ownership.ts';

type Args = Readonly<Record<string, unknown>>;

/** What a field gave, and which subgraph gave it. */
export interface Given {
  readonly value: unknown;
  readonly graph: string;
  /** The subgraph does not know the object: the value is null, and not a null that anybody gave. */
  readonly isUnknown?: boolean;
  /** Fields of the value that this subgraph answers although others own them. */
  readonly provides: SelectionSetNode | null;
}

/** There is no way from what is known of an object to a field. */
class NoWay extends Error {}

/** A key or requirement is a field of an object that its subgraph does not know: nobody behind it can be asked. */
class Unknown extends Error {}

/** Anything that a query can stand on: a root, an entity, a value. Knows how each subgraph sees it, as far as anybody asked. */
export class Entity {
  readonly #rows = new Map<string, Parent | null>();
  readonly #entering = new Map<string, Promise<Parent | null>>();
  #concrete: Promise<string | null> | undefined;

  constructor(
    private readonly world: { readonly ownership: Ownership; readonly calls: Calls },
    /** As the subgraph that gave it says; an interface when that knows no better. */
    private readonly saidType: string,
    private readonly origin: {
      readonly graph: string | null;
      readonly row: Parent;
      readonly provides: SelectionSetNode | null;
    },
  ) {
    if (origin.graph !== null) this.#rows.set(origin.graph, origin.row);
  }

  /** The object type, or null when the subgraphs that know the types do not know this object. */
  typeName(): Promise<string | null> {
    return (this.#concrete ??= this.#findType());
  }

  async #findType(): Promise<string | null> {
    const owned = this.world.ownership.get(this.saidType);
    const { graph } = this.origin;
    if (!owned || graph === null || !owned.objectIn.has(graph)) return this.saidType;
    for (const key of owned.keys) {
      if (owned.objectIn.has(key.graph)) continue;
      const row = await this.#enter(key, this.saidType, null, new Set());
      return row === null ? null : String(row['__typename']);
    }
    throw new NoWay(`nobody knows which ${this.saidType} it is`);
  }

  /** One field. Throws what the subgraph throws; NoWay when no subgraph can be reached. `via` are subgraphs on the way. */
  async field(name: string, args: Args, via: ReadonlySet<string> = new Set()): Promise<Given> {
    const isNative = ({ graph, requires }: Owner): boolean => requires === null && this.#rows.has(graph);
    // First as its subgraph calls it: finding the object type asks for key fields.
    const asSaid = this.#owners(this.saidType, name).find((o) => o.graph === this.origin.graph && isNative(o));
    if (asSaid) return this.#ask(asSaid, name, args, via);
    const typeName = (await this.typeName()) ?? this.saidType;
    const owners = this.#owners(typeName, name);
    const native = owners.find(isNative);
    if (native) return this.#ask(native, name, args, via);
    const { graph, row, provides } = this.origin;
    const provided = graph === null ? undefined : subset(provides, name);
    if (graph !== null && provided !== undefined)
      return { value: await this.world.calls.field(graph, this.saidType, name, row, args), graph, provides: provided };
    for (const owner of owners.filter((o) => !via.has(o.graph)))
      try {
        return await this.#ask(owner, name, args, via);
      } catch (error) {
        if (!(error instanceof NoWay)) throw error;
      }
    throw new NoWay(`no way to ${typeName}.${name}`);
  }

  #owners(typeName: string, name: string): readonly (Owner & { readonly as: string })[] {
    const { ownership } = this.world;
    const own = (ownership.get(typeName)?.fields.get(name) ?? []).map((owner) => ({ ...owner, as: typeName }));
    const through = (ownership.get(typeName)?.interfaces ?? []).flatMap((as) =>
      (ownership.get(as)?.fields.get(name) ?? [])
        .filter(({ graph }) => ownership.get(as)?.objectIn.has(graph))
        .map((owner) => ({ ...owner, as })),
    );
    return [...own, ...through];
  }

  async #ask(owner: Owner & { as: string }, name: string, args: Args, via: ReadonlySet<string>): Promise<Given> {
    const { graph, provides, as } = owner;
    const row = this.origin.graph === null ? {} : await this.#rowIn(owner, via);
    const value = row === null ? null : await this.world.calls.field(graph, as, name, row, args);
    return { value, graph, provides, isUnknown: row === null };
  }

  /** How the owner's subgraph sees it, with what the field requires. */
  #rowIn({ graph, requires, as }: Owner & { as: string }, via: ReadonlySet<string>): Promise<Parent | null> {
    const row = requires === null ? this.#rows.get(graph) : undefined;
    if (row !== undefined) return Promise.resolve(row);
    // A way that is closed because of where we came from may be open for others; and nobody waits for himself.
    if (requires !== null || via.size > 0) return this.#enterBy(graph, as, requires, via);
    const entering =
      this.#entering.get(graph) ??
      this.#enterBy(graph, as, requires, via).then((entered) => {
        this.#rows.set(graph, entered);
        return entered;
      });
    this.#entering.set(graph, entering);
    return entering;
  }

  async #enterBy(
    graph: string,
    as: string,
    requires: SelectionSetNode | null,
    via: ReadonlySet<string>,
  ): Promise<Parent | null> {
    for (const key of this.world.ownership.get(as)?.keys ?? [])
      if (key.graph === graph)
        try {
          return await this.#enter(key, as, requires, new Set([...via, graph]));
        } catch (error) {
          if (!(error instanceof NoWay)) throw error;
        }
    throw new NoWay(`no key of ${as} leads into ${graph}`);
  }

  async #enter(
    key: Key,
    as: string,
    requires: SelectionSetNode | null,
    via: ReadonlySet<string>,
  ): Promise<Parent | null> {
    try {
      const representation = {
        ...(await this.#gather(key.fields, via)),
        ...(requires && (await this.#gather(requires, new Set([key.graph])))),
        __typename: as,
      };
      return (await this.world.calls.reference(key.graph, as, representation)) as Parent | null;
    } catch (error) {
      if (error instanceof Unknown) return null;
      throw error;
    }
  }

  /** The fields of a field set, as they stand in a representation. */
  async #gather(set: SelectionSetNode, via: ReadonlySet<string>): Promise<Record<string, unknown>> {
    const gathered: Record<string, unknown> = {};
    for (const node of set.selections) {
      if (node.kind !== Kind.FIELD) throw new Error('field sets of the oracle have fields alone');
      const given = await this.field(node.name.value, argumentsOf(node), via);
      if (given.isUnknown) throw new Unknown();
      gathered[node.name.value] = await this.#represent(given, node, via);
    }
    return gathered;
  }

  async #represent(given: Given, node: FieldNode, via: ReadonlySet<string>): Promise<unknown> {
    const { value } = given;
    if (value === null || value === undefined || node.selectionSet === undefined) return value ?? null;
    if (Array.isArray(value))
      return Promise.all(value.map((one: unknown) => this.#represent({ ...given, value: one }, node, via)));
    const { ownership } = this.world;
    const declared = ownership.get((await this.typeName()) ?? this.saidType)?.types.get(node.name.value);
    const typeName = String((value as Parent)['__typename'] ?? declared);
    return { ...(await this.below(given, typeName).#gather(node.selectionSet, via)), __typename: typeName };
  }

  /** What a field gave, as something to stand on. */
  below({ value, graph, provides }: Given, typeName: string): Entity {
    return new Entity(this.world, typeName, { graph, row: value as Parent, provides });
  }
}

/** What is provided below a field; null for all that the subgraph has, undefined when the field is not provided. */
function subset(provides: SelectionSetNode | null, name: string): SelectionSetNode | null | undefined {
  const node = provides?.selections.find((s) => s.kind === Kind.FIELD && s.name.value === name);
  return node?.kind === Kind.FIELD ? (node.selectionSet ?? null) : undefined;
}

const argumentsOf = (node: FieldNode): Args =>
  Object.fromEntries((node.arguments ?? []).map((a) => [a.name.value, valueFromASTUntyped(a.value)]));
