import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';

const needsArgument = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some(({ type, defaultValue }) => type.toString().endsWith('!') && defaultValue === undefined);

/** Types that other subgraphs own: only their keys can be asked here. */
const outside = new Set(['SourceAccount']);

/**
 * Everything that can be selected of a type, to a depth: all leaves, all objects, one page of every connection. A type
 * is not entered again below itself.
 */
export function selectAll(type: GraphQLNamedType, depth: number, above: readonly string[] = []): string {
  if (!isCompositeType(type)) return '';
  if (!isObjectType(type) || outside.has(type.name)) return '{ __typename }';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (needsArgument(field) || field.name === 'edges' || (type.name === 'Customer' && above.length > 0)) return [];
    const target = getNamedType(field.type);
    if (!isCompositeType(target)) return [field.name];
    if (depth === 0 || above.includes(target.name)) return [];
    return [`${field.name} ${selectAll(target, depth - 1, [...above, type.name])}`];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

/** One field of a type with everything below it. */
export function selectField(type: GraphQLObjectType, name: string, depth: number): string {
  const field = type.getFields()[name];
  if (!field) throw new Error(`${type.name} has no field ${name}`);
  return `${name} ${selectAll(getNamedType(field.type), depth, [type.name])}`;
}
