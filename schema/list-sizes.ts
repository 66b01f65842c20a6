import { Kind, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  ConstValueNode,
  DocumentNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  TypeNode,
} from 'graphql';

/** Entries of a list that stays small by nature: lines of an order, payments of an invoice. */
const small = 10;

/**
 * The same SDL in which every list of objects says with `@listSize` how long it gets, for estimates of cost: what takes
 * `first` is as long as that says (the list itself, or `nodes` and `edges` of the connection); other lists are small. A
 * field that says so itself is left alone, as is one that is another subgraph's.
 */
export function withListSizes(document: DocumentNode): DocumentNode {
  const objects = new Map(
    document.definitions.flatMap((d) => (d.kind === Kind.OBJECT_TYPE_DEFINITION ? [[d.name.value, d] as const] : [])),
  );
  return visit(document, {
    ObjectTypeDefinition(type) {
      // Its `nodes` and `edges` are sized by the field that leads there.
      return isConnection(type.name.value) ? false : undefined;
    },
    FieldDefinition(field) {
      const { directives = [] } = field;
      const object = objects.get(named(field.type));
      if (!object || directives.some(({ name }) => says.has(name.value))) return undefined;
      const size = sizeOf(field, object);
      return size ? { ...field, directives: [...directives, size] } : undefined;
    },
  });
}

const says: ReadonlySet<string> = new Set(['listSize', 'external']);

function sizeOf(
  { type, arguments: args = [] }: FieldDefinitionNode,
  { name: { value: typeName }, fields = [] }: ObjectTypeDefinitionNode,
): ConstDirectiveNode | null {
  const isSliced = args.some(({ name }) => name.value === 'first');
  if (isList(type)) return listSize(isSliced ? { slicingArguments: texts('first') } : { assumedSize: int(small) });
  if (!isSliced || !isConnection(typeName)) return null;
  const sized = ['nodes', 'edges'].filter((list) => fields.some(({ name }) => name.value === list));
  return listSize({ slicingArguments: texts('first'), sizedFields: texts(...sized) });
}

const isConnection = (name: string): boolean => name.endsWith('Connection');

const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));

const listSize = (args: Readonly<Record<string, ConstValueNode>>): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'listSize' },
  arguments: Object.entries(args).map(([name, value]) => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value,
  })),
});

const int = (value: number): ConstValueNode => ({ kind: Kind.INT, value: String(value) });

const texts = (...values: readonly string[]): ConstValueNode => ({
  kind: Kind.LIST,
  values: values.map((value) => ({ kind: Kind.STRING, value })),
});
