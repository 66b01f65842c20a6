import { getNamedType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Representation of an entity: `__typename` and the fields of its key. */
export type Representation = Readonly<Record<string, unknown>>;

/**
 * A selection that reaches every entity that can be reached from a type in `depth` steps, with `__typename` and its key
 * fields; types on the way are not entered twice. Arguments keep their defaults.
 */
export function selectionOf(
  type: GraphQLObjectType,
  entities: ReadonlyMap<string, string>,
  depth: number,
  above: readonly string[] = [],
): string {
  const key = entities.get(type.name);
  const parts = ['__typename', ...(key === undefined ? [] : [key])];
  for (const field of Object.values(type.getFields())) {
    const target = getNamedType(field.type);
    const needsArguments = field.args.some((a) => isNonNullType(a.type) && a.defaultValue === undefined);
    if (!isObjectType(target) || needsArguments || depth === 0) continue;
    if (above.includes(target.name) || target.name.startsWith('_') || target.name === 'PageInfo') continue;
    // Edges lead where nodes lead.
    if (field.name === 'edges' || (field.name === 'accounts' && type.name === 'Customer')) continue;
    parts.push(`${field.name} { ${selectionOf(target, entities, depth - 1, [...above, type.name])} }`);
  }
  return parts.join(' ');
}

/** Every entity in an answer, by type, each once. */
export function harvest(value: unknown, entities: ReadonlyMap<string, string>): Map<string, Representation[]> {
  const found = new Map<string, Map<string, Representation>>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (typeof node === 'object' && node !== null) {
      const object = node as Readonly<Record<string, unknown>>;
      const name = typeof object['__typename'] === 'string' ? object['__typename'] : '';
      const key = entities.get(name);
      if (key !== undefined) {
        const fields = key.split(/\s+/);
        const representation = Object.fromEntries(['__typename', ...fields].map((f) => [f, object[f]]));
        const list = found.get(name) ?? new Map<string, Representation>();
        list.set(JSON.stringify(representation), representation);
        found.set(name, list);
      }
      for (const child of Object.values(object)) visit(child);
    }
  };
  visit(value);
  return new Map([...found].map(([name, list]) => [name, [...list.values()]]));
}

export function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is not an object type`);
  return type;
}
