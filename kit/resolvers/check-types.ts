import { Kind, type DocumentNode, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode } from 'graphql';
import type { ObjectType } from './object-type.ts';

/** Types whose objects a set resolver or a builder makes whole: their fields are plain properties. */
const madeWhole = /^(Money|PageInfo|SourceAccount)$|(Connection|Edge)$/;

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const isStub = (node: ObjectNode): boolean =>
  node.directives?.some(
    (directive) =>
      directive.name.value === 'key' &&
      directive.arguments?.some(
        ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
      ),
  ) ?? false;

/**
 * Every difference between the SDL and the resolvers of a subgraph, in words; empty when they agree. `values` names
 * further types whose objects come whole.
 */
export function compareTypes(
  typeDefs: DocumentNode,
  types: readonly ObjectType[],
  values: readonly string[],
): string[] {
  const problems: string[] = [];
  const byName = new Map(types.map((type) => [type.name, type]));
  for (const node of typeDefs.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const name = node.name.value;
    const type = byName.get(name);
    byName.delete(name);
    if (!type) {
      if (!madeWhole.test(name) && !isStub(node) && !values.includes(name))
        problems.push(`type ${name} of schema.graphql has no resolvers`);
      continue;
    }
    const inSdl = new Set(node.fields?.map((field) => field.name.value));
    for (const field of node.fields ?? []) {
      const external = field.directives?.some((directive) => directive.name.value === 'external');
      if (!external && !(field.name.value in type.fields))
        problems.push(`field ${name}.${field.name.value} of schema.graphql has no resolver`);
    }
    for (const field of Object.keys(type.fields))
      if (!inSdl.has(field)) problems.push(`resolver ${name}.${field} has no field in schema.graphql`);
  }
  for (const name of byName.keys()) problems.push(`resolvers of ${name} have no type in schema.graphql`);
  return problems;
}
