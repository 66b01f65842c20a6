import { Kind, type DocumentNode, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode } from 'graphql';
import type { ObjectType } from './object-type.ts';
import { asRepresentation } from './references.ts';

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

/** Fields that a representation brings along: those of its keys, and external ones. */
function given(node: ObjectNode, type: ObjectType): Set<string> {
  const names = new Set<string>();
  for (const field of node.fields ?? [])
    if (field.directives?.some((directive) => directive.name.value === 'external')) names.add(field.name.value);
  if (type.references !== asRepresentation) return names;
  for (const directive of node.directives ?? [])
    for (const { name, value } of directive.name.value === 'key' ? (directive.arguments ?? []) : [])
      if (name.value === 'fields' && value.kind === Kind.STRING)
        for (const word of value.value.split(/\W+/)) names.add(word);
  return names;
}

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
    const free = given(node, type);
    for (const field of inSdl)
      if (!free.has(field) && !(field in type.fields))
        problems.push(`field ${name}.${field} of schema.graphql has no resolver`);
    for (const field of Object.keys(type.fields))
      if (!inSdl.has(field)) problems.push(`resolver ${name}.${field} has no field in schema.graphql`);
  }
  for (const name of byName.keys()) problems.push(`resolvers of ${name} have no type in schema.graphql`);
  return problems;
}
