import { Kind, print } from 'graphql';
import type {
  DirectiveNode,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  InputObjectTypeDefinitionNode,
  InputValueDefinitionNode,
  ObjectTypeDefinitionNode,
  TypeDefinitionNode,
  TypeNode,
} from 'graphql';
import { registry } from '../schema/registry.ts';
import { subgraphDocument } from '../schema/sdl.ts';

export const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

export const isNullable = (type: TypeNode): boolean => type.kind !== Kind.NON_NULL_TYPE;

export const rendered = (type: TypeNode): string => print(type);

const hasDirective = (node: { directives?: readonly DirectiveNode[] | undefined }, name: string): boolean =>
  (node.directives ?? []).some((d) => d.name.value === name);

const isType = (definition: { kind: string }): definition is TypeDefinitionNode =>
  (
    [
      Kind.OBJECT_TYPE_DEFINITION,
      Kind.INTERFACE_TYPE_DEFINITION,
      Kind.INPUT_OBJECT_TYPE_DEFINITION,
      Kind.ENUM_TYPE_DEFINITION,
      Kind.SCALAR_TYPE_DEFINITION,
      Kind.UNION_TYPE_DEFINITION,
    ] as string[]
  ).includes(definition.kind);

export interface Field {
  readonly subgraph: string;
  readonly type: string;
  readonly node: FieldDefinitionNode;
  readonly isExternal: boolean;
  /** `sales-order: Order.placedAt` */
  readonly where: string;
}

export interface SubgraphFacts {
  readonly name: string;
  readonly types: readonly TypeDefinitionNode[];
  readonly objects: readonly ObjectTypeDefinitionNode[];
  readonly inputs: readonly InputObjectTypeDefinitionNode[];
  readonly enums: readonly EnumTypeDefinitionNode[];
  readonly fields: readonly Field[];
  /** Entities with their `@key` that this subgraph resolves: type name -> key fields (`id`, `system id`). */
  readonly entities: ReadonlyMap<string, string>;
}

function keyOf(type: ObjectTypeDefinitionNode): string | null {
  for (const directive of type.directives ?? []) {
    if (directive.name.value !== 'key') continue;
    const argument = (name: string) => directive.arguments?.find((a) => a.name.value === name)?.value;
    const resolvable = argument('resolvable');
    if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) continue;
    const fields = argument('fields');
    if (fields?.kind === Kind.STRING) return fields.value;
  }
  return null;
}

function facts(name: string): SubgraphFacts {
  const types = subgraphDocument(name).definitions.filter(isType);
  const objects = types.filter((t) => t.kind === Kind.OBJECT_TYPE_DEFINITION);
  return {
    name,
    types,
    objects,
    inputs: types.filter((t) => t.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION),
    enums: types.filter((t) => t.kind === Kind.ENUM_TYPE_DEFINITION),
    fields: objects.flatMap((type) =>
      (type.fields ?? []).map((node) => ({
        subgraph: name,
        type: type.name.value,
        node,
        isExternal: hasDirective(node, 'external'),
        where: `${name}: ${type.name.value}.${node.name.value}`,
      })),
    ),
    entities: new Map(objects.flatMap((type) => (keyOf(type) ? [[type.name.value, keyOf(type) ?? '']] : []))),
  };
}

/** What the SDL of every subgraph of the registry says. */
export const subgraphs: readonly SubgraphFacts[] = registry.map(({ name }) => facts(name));

/** Everything that carries a name and may carry a description. */
export function describable(subgraph: SubgraphFacts): { where: string; description: string | undefined }[] {
  const line = (where: string, node: { description?: { value: string } | undefined }) => ({
    where: `${subgraph.name}: ${where}`,
    description: node.description?.value,
  });
  const values = (of: string, nodes: readonly InputValueDefinitionNode[] = []) =>
    nodes.map((n) => line(`${of}${n.name.value}`, n));
  return [
    ...subgraph.types.filter((t) => !['Query', 'Mutation'].includes(t.name.value)).map((t) => line(t.name.value, t)),
    ...subgraph.fields.flatMap((f) => [
      line(`${f.type}.${f.node.name.value}`, f.node),
      ...values(`${f.type}.${f.node.name.value}:`, f.node.arguments),
    ]),
    ...subgraph.inputs.flatMap((t) => values(`${t.name.value}.`, t.fields)),
    ...subgraph.enums.flatMap((t) => (t.values ?? []).map((v) => line(`${t.name.value}.${v.name.value}`, v))),
  ];
}

export const defaultOf = (argument: InputValueDefinitionNode | undefined): string | null =>
  argument?.defaultValue ? print(argument.defaultValue) : null;
