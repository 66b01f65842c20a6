import {
  isAbstractType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What a field requires with arguments: path of the required field -> its arguments as written. */
type Requirement = ReadonlyMap<string, string>;
/** By `Type.field`. */
export type Requirements = ReadonlyMap<string, Requirement>;

/** Requirements that have arguments; read off the join directives of a supergraph. */
export function requirementsOf(supergraphSdl: string): Requirements {
  const found = new Map<string, Requirement>();
  for (const type of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of type.fields ?? [])
      for (const { arguments: args = [] } of directives.filter((d) => d.name.value === 'join__field')) {
        const value = args.find((a) => a.name.value === 'requires')?.value;
        if (value?.kind !== Kind.STRING) continue;
        const [operation] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
        const required = new Map<string, string>();
        if (operation?.kind === Kind.OPERATION_DEFINITION) gather(operation.selectionSet, '', required);
        if (required.size > 0) found.set(`${type.name.value}.${name.value}`, required);
      }
  }
  return found;
}

function gather(set: SelectionSetNode, above: string, into: Map<string, string>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const path = selection.kind === Kind.FIELD ? `${above}/${selection.name.value}` : above;
    if (selection.kind === Kind.FIELD && selection.arguments?.length)
      into.set(path, selection.arguments.map((argument) => print(argument)).join());
    if (selection.selectionSet) gather(selection.selectionSet, path, into);
  }
}

/**
 * Documents that together ask for what this one asks, such that no two fields of one document require the same field with
 * differing arguments: a plan has one place for a required field. Nearly always the document itself. `filler` stands in
 * for a field that another document has.
 */
export function withoutConflicts(
  document: DocumentNode,
  { schema, requirements, filler }: { schema: GraphQLSchema; requirements: Requirements; filler: FieldNode },
): readonly DocumentNode[] {
  if (requirements.size === 0) return [document];
  const groups: Map<string, string>[] = [];
  const groupOf = new Map<FieldNode, number>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (!parent) return;
        const names = isAbstractType(parent) ? schema.getPossibleTypes(parent).map((t) => t.name) : [parent.name];
        for (const name of names) {
          const required = requirements.get(`${name}.${node.name.value}`);
          if (required) groupOf.set(node, join(groups, required));
        }
      },
    }),
  );
  if (groups.length <= 1) return [document];
  return groups.map((_, group) =>
    visit(document, { Field: (node) => ((groupOf.get(node) ?? group) === group ? undefined : filler) }),
  );
}

/** Puts a requirement into the first group that it agrees with. */
function join(groups: Map<string, string>[], required: Requirement): number {
  const agrees = (group: Requirement): boolean =>
    [...required].every(([path, args]) => (group.get(path) ?? args) === args);
  const found = groups.findIndex(agrees);
  const at = found === -1 ? groups.push(new Map()) - 1 : found;
  for (const [path, args] of required) groups[at]?.set(path, args);
  return at;
}
