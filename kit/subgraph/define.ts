import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { withListSizes } from '../../schema/list-sizes.ts';
import type { RequestContext } from '../context.ts';
import type { Relation } from '../relation.ts';
import { compareTypes } from '../resolvers/check-types.ts';
import type { ObjectType } from '../resolvers/object-type.ts';
import { toSchema } from '../resolvers/to-schema.ts';
import { toSets } from '../resolvers/to-sets.ts';
import type { RunningSubgraph, SubgraphEnvironment, SubgraphModule } from './module.ts';

const sharedSdl = new URL('../../schema/shared/shared.graphql', import.meta.url);

export interface SubgraphParts {
  readonly name: string;
  readonly environment: Pick<SubgraphEnvironment, 'sources'>;
  /** Address of schema.graphql. */
  readonly sdl: URL;
  readonly types: readonly ObjectType[];
  /** Types whose objects set resolvers make whole. */
  readonly values?: readonly string[];
  readonly ready?: (context: RequestContext) => Promise<void>;
  readonly stop?: () => Promise<void>;
}

/** Puts SDL and resolvers together; throws with every difference between them. */
export async function startSubgraph(parts: SubgraphParts): Promise<RunningSubgraph> {
  const [shared, own] = await Promise.all([readFile(sharedSdl, 'utf8'), readFile(parts.sdl, 'utf8')]);
  // As it is composed, so that other gateways that ask the subgraph itself know the same.
  const typeDefs = withListSizes(parse(`${shared}\n${own}`));
  const problems = compareTypes(typeDefs, parts.types, parts.values ?? []);
  if (problems.length > 0)
    throw new Error(`subgraph ${parts.name}: SDL and resolvers differ:\n- ${problems.join('\n- ')}`);
  return {
    name: parts.name,
    schema: toSchema(typeDefs, parts.types, parts.environment.sources),
    sets: toSets(parts.types, parts.environment.sources),
    ready: parts.ready ?? (() => Promise.resolve()),
    stop: parts.stop ?? (() => Promise.resolve()),
  };
}

/** A subgraph that lives by its sources alone: everything but its relations and types is the same for all of them. */
export function domainSubgraph(options: {
  name: string;
  sdl: URL;
  relations: readonly Relation[];
  types: readonly ObjectType[];
  values?: readonly string[];
}): SubgraphModule {
  const { name, sdl, relations, types, values = [] } = options;
  return { name, relations, start: (environment) => startSubgraph({ name, environment, sdl, types, values }) };
}
