import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** A subgraph that resolves a field, and what it wants to be given or gives along. */
export interface Owner {
  readonly graph: string;
  readonly requires: SelectionSetNode | null;
  readonly provides: SelectionSetNode | null;
}

/** A way into a type of a subgraph. */
export interface Key {
  readonly graph: string;
  readonly fields: SelectionSetNode;
}

export interface OwnedType {
  /** Resolvable keys. */
  readonly keys: readonly Key[];
  /** Subgraphs in which the type, an interface for everybody else, is one object type. */
  readonly objectIn: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, readonly Owner[]>;
  /** The named type of each field. */
  readonly types: ReadonlyMap<string, string>;
  readonly interfaces: readonly string[];
  /** Names of fields that its keys and its fields' requirements need. */
  readonly needed: ReadonlySet<string>;
}

export type Ownership = ReadonlyMap<string, OwnedType>;

type Fielded = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Reads off the join__ directives of a supergraph who resolves what: the specification of the join, no planner. */
export function ownershipOf(supergraphSdl: string): Ownership {
  const { definitions } = parse(supergraphSdl);
  const graphs = new Map<string, string>();
  for (const d of definitions)
    if (d.kind === Kind.ENUM_TYPE_DEFINITION && d.name.value === 'join__Graph')
      for (const value of d.values ?? [])
        graphs.set(value.name.value, text(value.directives?.[0], 'name') ?? value.name.value);
  const types = definitions.filter(
    (d): d is Fielded => d.kind === Kind.OBJECT_TYPE_DEFINITION || d.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
  return new Map(types.map((node) => [node.name.value, ownedType(node, graphs)]));
}

function ownedType(node: Fielded, graphs: ReadonlyMap<string, string>): OwnedType {
  const places = named(node.directives, 'join__type').map((d) => ({
    graph: graphOf(d, graphs),
    key: text(d, 'key'),
    resolvable: text(d, 'resolvable') !== 'false',
    isObject: text(d, 'isInterfaceObject') === 'true',
  }));
  const all = [...new Set(places.map(({ graph }) => graph))];
  const fields = new Map((node.fields ?? []).map((field) => [field.name.value, ownersOf(field, all, graphs)]));
  const sets = [...fields.values()].flat().flatMap(({ requires, provides }) => [requires, provides]);
  const keys = places.flatMap(({ key }) => (key ? [fieldSet(key)] : []));
  return {
    keys: places.flatMap(({ graph, key, resolvable }) => (key && resolvable ? [{ graph, fields: fieldSet(key) }] : [])),
    objectIn: new Set(places.filter(({ isObject }) => isObject).map(({ graph }) => graph)),
    fields,
    needed: new Set([...keys, ...sets].flatMap((set) => (set ? namesIn(set) : []))),
    types: new Map((node.fields ?? []).map((field) => [field.name.value, namedType(field.type)])),
    interfaces: (node.interfaces ?? []).map((i) => i.name.value),
  };
}

function ownersOf(field: FieldDefinitionNode, all: readonly string[], graphs: ReadonlyMap<string, string>): Owner[] {
  const joins = named(field.directives, 'join__field');
  if (joins.length === 0) return all.map((graph) => ({ graph, requires: null, provides: null }));
  return joins
    .filter((d) => text(d, 'graph') !== null && text(d, 'external') !== 'true' && text(d, 'usedOverridden') !== 'true')
    .map((d) => ({
      graph: graphOf(d, graphs),
      requires: optionalSet(text(d, 'requires')),
      provides: optionalSet(text(d, 'provides')),
    }));
}

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const named = (directives: readonly ConstDirectiveNode[] | undefined, name: string): ConstDirectiveNode[] =>
  (directives ?? []).filter((d) => d.name.value === name);

function text(directive: ConstDirectiveNode | undefined, argument: string): string | null {
  const value = directive?.arguments?.find((a) => a.name.value === argument)?.value;
  return value && 'value' in value ? String(value.value) : null;
}

function graphOf(directive: ConstDirectiveNode, graphs: ReadonlyMap<string, string>): string {
  const graph = graphs.get(text(directive, 'graph') ?? '');
  if (graph === undefined) throw new Error(`no subgraph in @${directive.name.value}`);
  return graph;
}

const namesIn = (set: SelectionSetNode): string[] =>
  set.selections.flatMap((s) =>
    s.kind === Kind.FIELD ? [s.name.value, ...(s.selectionSet ? namesIn(s.selectionSet) : [])] : [],
  );

const optionalSet = (fields: string | null): SelectionSetNode | null => (fields === null ? null : fieldSet(fields));

function fieldSet(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${fields}`);
  return operation.selectionSet;
}
