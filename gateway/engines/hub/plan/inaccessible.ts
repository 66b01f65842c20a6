import { Kind, parse, visit, type ConstDirectiveNode, type DefinitionNode, type DocumentNode } from 'graphql';

const specification = 'https://specs.apollo.dev/inaccessible/';

/** The same supergraph, in which `@inaccessible` can be used. */
export function withInaccessible(document: DocumentNode): DocumentNode {
  const isKnown = document.definitions.some(
    (one) => one.kind === Kind.DIRECTIVE_DEFINITION && one.name.value === 'inaccessible',
  );
  if (isKnown) return document;
  const made = parse(
    `schema @link(url: "${specification}v0.2", for: SECURITY) { query: Query }
     directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`,
    { noLocation: true },
  );
  const [schema, directive] = made.definitions as readonly [DefinitionNode, DefinitionNode];
  const links: readonly ConstDirectiveNode[] = schema.kind === Kind.SCHEMA_DEFINITION ? (schema.directives ?? []) : [];
  const linked = visit(document, {
    SchemaDefinition: (node) => ({ ...node, directives: [...(node.directives ?? []), ...links] }),
  });
  return { ...linked, definitions: [...linked.definitions, directive] };
}
