import type { Relation } from '../../kit/relation.ts';
import type { SubgraphModule } from '../../kit/subgraph/module.ts';
import { moduleUrl, registry } from '../../schema/registry.ts';

/** The modules of all subgraphs, by name, in the order of the registry. */
export async function loadModules(names = registry.map(({ name }) => name)): Promise<Map<string, SubgraphModule>> {
  const modules = await Promise.all(
    names.map(async (name) => ((await import(moduleUrl(name))) as { default: SubgraphModule }).default),
  );
  return new Map(modules.map((module) => [module.name, module]));
}

/** The canonical relations by subgraph: what `loadSources` checks mappings against. */
export const relationsOf = (modules: ReadonlyMap<string, SubgraphModule>): Map<string, readonly Relation[]> =>
  new Map([...modules].map(([name, { relations }]) => [name, relations]));
