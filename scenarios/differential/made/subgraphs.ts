import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { SetEntry } from '../../../kit/resolvers/set-entry.ts';
import type { RunningSubgraph } from '../../../kit/subgraph/module.ts';
import { madeData, type Row } from './data.ts';
import { resolversOf, type Args, type Resolvers } from './resolvers.ts';
import { names, sdl } from './sdl.ts';

export function madeSupergraph(): string {
  const { supergraphSdl, errors = [] } = composeServices(
    names.map((name) => ({ name, url: `http://${name}.example.com/`, typeDefs: parse(sdl[name]) })),
  );
  if (!supergraphSdl) throw new Error(errors.map((e) => e.message).join('\n'));
  return supergraphSdl;
}

/** All subgraphs of the made-up supergraph over data of their own: mutations concern these alone. */
export function madeSubgraphs(): RunningSubgraph[] {
  const data = madeData();
  return names.map((name) => {
    const resolvers = resolversOf[name](data);
    const loose: Record<string, Record<string, unknown>> = resolvers;
    return {
      name,
      schema: buildSubgraphSchema([{ typeDefs: parse(sdl[name]), resolvers: loose }] as Parameters<
        typeof buildSubgraphSchema
      >[0]),
      sets: setsOf(resolvers),
      ready: async () => undefined,
      stop: async () => undefined,
    };
  });
}

/** The same resolvers, set by set. */
function setsOf(resolvers: Resolvers): SetEntry {
  const slot = (call: () => unknown): unknown => {
    try {
      return call();
    } catch (error) {
      return error instanceof Error ? error : new Error('fault', { cause: error });
    }
  };
  return {
    reader: (typeName, field) => (resolvers[typeName]?.[field] ? null : (parent) => parent[field]),
    resolve: async (typeName, field, parents, args: Args) =>
      parents.map((parent) =>
        slot(() => {
          const resolve = resolvers[typeName]?.[field];
          return (resolve ? resolve(parent as Row, args) : parent[field]) ?? null;
        }),
      ),
    references: async (typeName, representations) =>
      representations.map((row) => {
        const resolve = resolvers[typeName]?.['__resolveReference'];
        return slot(() => (resolve ? resolve(row as Row, {}) : row) ?? null) as Row | Error | null;
      }),
  };
}
