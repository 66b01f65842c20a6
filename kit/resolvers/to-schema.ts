import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import type { GraphQLScalarType, DocumentNode, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import { scalars } from '../scalars/scalars.ts';
import type { Source } from '../sources/source.ts';
import type { SetResolver } from './field.ts';
import { asRepresentation } from './references.ts';
import type { ObjectType } from './object-type.ts';
import { selectionBelow } from './selection.ts';
import type { Parent } from './set-entry.ts';

type Args = Readonly<Record<string, unknown>>;

/** Response path without list positions: all parents in one place of the query share it. */
function place(path: GraphQLResolveInfo['path']): string {
  const keys: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev)
    if (typeof at.key === 'string') keys.push(at.key);
  return keys.reverse().join('.');
}

/**
 * Collects the parents of one place in the query and resolves them in one call. The loader lives in the request's
 * scratch, one per place, so arguments and selection are the same for all its keys.
 */
function batched(
  label: string,
  resolve: SetResolver,
  sources: readonly Source[],
  typeName: string | null,
): (parent: Parent | undefined, args: Args, context: RequestContext, info: GraphQLResolveInfo) => Promise<unknown> {
  return (parent, args, context, info) => {
    const key = `${label}@${place(info.path)}`;
    let loader = context.scratch.get(key);
    if (!(loader instanceof DataLoader)) {
      const selection = selectionBelow(info.fieldNodes, info, typeName);
      loader = new DataLoader<Parent, unknown>(async (parents) =>
        resolve({ parents, args, context, selection, sources }),
      );
      context.scratch.set(key, loader);
    }
    return loader instanceof DataLoader ? loader.load(parent ?? root) : Promise.resolve(null);
  };
}

const root: Parent = {};

/** The standard Federation 2 subgraph of these types, for any gateway. */
export function toSchema(
  typeDefs: DocumentNode,
  types: readonly ObjectType[],
  sources: readonly Source[],
): GraphQLSchema {
  const resolvers: Record<string, GraphQLScalarType | Record<string, unknown>> = {};
  for (const scalar of scalars) resolvers[scalar.name] = scalar;
  for (const type of types) {
    const own: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(type.fields))
      own[name] =
        field.kind === 'leaf'
          ? (parent: Parent) => field.read(parent)
          : batched(`${type.name}.${name}`, field.resolve, sources, null);
    if (type.references && type.references !== asRepresentation) {
      const load = batched(`${type.name}._`, type.references, sources, type.name);
      own['__resolveReference'] = (parent: Parent, context: RequestContext, info: GraphQLResolveInfo) =>
        load(parent, {}, context, info);
    }
    resolvers[type.name] = own;
  }
  return buildSubgraphSchema([{ typeDefs, resolvers }] as Parameters<typeof buildSubgraphSchema>[0]);
}
