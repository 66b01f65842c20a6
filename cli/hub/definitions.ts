import { fileURLToPath } from 'node:url';
import type { RawEnv } from '../../kit/env/read-env.ts';
import type { SourceDefinition } from '../../kit/sources/definition.ts';
import { resolveSourceFolders } from '../../kit/sources/folders.ts';
import { loadSources } from '../../kit/sources/load.ts';
import { SourceProblems } from '../../kit/sources/problem.ts';
import type { SubgraphModule } from '../../kit/subgraph/module.ts';
import { UsageError } from '../faults.ts';
import { missingUrls } from './open-hub.ts';
import { relationsOf } from './subgraph-modules.ts';

/** Where the sources of this repository lie. */
export const ownSources = fileURLToPath(new URL('../../sources', import.meta.url));

/** Folders that the command line or else HUB_SOURCES names, absolute; empty when neither does. */
export const sourceFolders = (given: readonly string[], fromEnv: string): string[] =>
  resolveSourceFolders(given.length > 0 ? given.join(',') : fromEnv, process.cwd());

/** Reads source folders; throws SourceProblems with every problem. */
export function definitionsOf(
  folders: readonly string[],
  modules: ReadonlyMap<string, SubgraphModule>,
): SourceDefinition[] {
  const { sources, problems } = loadSources(folders, relationsOf(modules));
  if (problems.length > 0) throw new SourceProblems(problems);
  return sources;
}

/** Throws when a source has no URL, naming every variable that is to be set. */
export function assertUrls(definitions: readonly SourceDefinition[], env: RawEnv): void {
  const missing = missingUrls(definitions, env);
  if (missing.length === 0) return;
  const lines = missing.map((d) => `- ${d.connection}: the database of ${d.system} (${d.title})`);
  throw new UsageError(
    `These variables are not set; source.yaml names them:\n${lines.join('\n')}\n` +
      'Set each to a URL like postgres://reader:password@host:5432/database, of an account that can only read.',
  );
}
