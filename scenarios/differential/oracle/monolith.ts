import {
  buildSchema,
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  printSchema,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import type { RunningSubgraph } from '../../../kit/subgraph/module.ts';
import { Calls } from './calls.ts';
import { Entity, type Given } from './entity.ts';
import { ownershipOf } from './ownership.ts';

/** The context of one operation on the monolith. */
export interface MonolithContext {
  readonly root: Entity;
}

export interface Monolith {
  /** One schema with everything in it, for graphql-js. */
  readonly schema: GraphQLSchema;
  contextOf(context: RequestContext, rootType: string): MonolithContext;
}

/**
 * All subgraphs as one schema: each field asks the subgraph that owns it, reached by its keys, one object at a time. No
 * query plan, no fetches: what an operation means when nobody optimises it.
 */
export function monolith(
  apiSchema: GraphQLSchema,
  supergraphSdl: string,
  subgraphs: readonly RunningSubgraph[],
): Monolith {
  const schema = buildSchema(printSchema(apiSchema));
  const ownership = ownershipOf(supergraphSdl);
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type)) Object.assign(type, codecOf(type.name, subgraphs));
    if (isAbstractType(type)) type.resolveType = async (value: Entity) => (await value.typeName()) ?? undefined;
    if (isObjectType(type))
      for (const field of Object.values(type.getFields())) field.resolve = resolver(schema, field.name);
  }
  return {
    schema,
    contextOf: (context, rootType) => ({
      root: new Entity({ ownership, calls: new Calls(byName, context) }, rootType, {
        graph: null,
        row: {},
        provides: null,
      }),
    }),
  };
}

/** How a subgraph reads and writes a scalar. */
function codecOf(name: string, subgraphs: readonly RunningSubgraph[]) {
  const type = subgraphs.map(({ schema }) => schema.getType(name)).find(isScalarType);
  return type ? { serialize: type.serialize, parseValue: type.parseValue, parseLiteral: type.parseLiteral } : {};
}

function resolver(schema: GraphQLSchema, name: string): GraphQLFieldResolver<Entity | undefined, MonolithContext> {
  if (name.startsWith('__')) return defaultFieldResolver;
  return async (source, args, { root }, info) => {
    const entity = source ?? root;
    return placed(await entity.field(name, args), info.returnType, entity, schema);
  };
}

/** Leaves as they are, objects as entities to stand on; unknown ones are null. */
async function placed(given: Given, type: GraphQLOutputType, entity: Entity, schema: GraphQLSchema): Promise<unknown> {
  const { value } = given;
  if (value instanceof Error) throw value;
  if (isNonNullType(type)) return placed(given, type.ofType, entity, schema);
  if (value === null || value === undefined || isLeafType(type)) return value ?? null;
  if (isListType(type)) {
    if (!Array.isArray(value)) throw new Error('expected a list');
    const { ofType } = type;
    return value.map((one: unknown) => placed({ ...given, value: one }, ofType, entity, schema));
  }
  const said = typeof value === 'object' && '__typename' in value ? String(value.__typename) : getNamedType(type).name;
  if (!isCompositeType(schema.getType(said))) throw new Error(`no type ${said}`);
  const below = entity.below(given, said);
  return (await below.typeName()) === null ? null : below;
}
