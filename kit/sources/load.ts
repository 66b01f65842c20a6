import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDefinition } from './definition.ts';
import { findSourceFolders } from './folders.ts';
import { feedSubgraph, readMappingFiles } from './mapping-files.ts';
import type { MappingFiles, Relations } from './mapping-files.ts';
import { didYouMean } from './nearest.ts';
import { sortProblems } from './problem.ts';
import type { Problem } from './problem.ts';
import { readTextFile } from './read-text.ts';
import { readSourceYaml } from './yaml/read-source-yaml.ts';
import type { ReadYaml } from './yaml/read-source-yaml.ts';

export interface LoadedSources {
  /** Sources without problems, in the order of the folders. */
  readonly sources: SourceDefinition[];
  /** Every problem of every folder, sorted by file and place. Callers refuse to start when there is one. */
  readonly problems: Problem[];
}

/**
 * Reads source folders offline: no database is asked. `folders` are source folders or folders of source folders;
 * `relations` are the canonical relations by subgraph. Never throws for what a user wrote.
 */
export function loadSources(folders: readonly string[], relations: Relations): LoadedSources {
  const found = findSourceFolders(folders);
  const problems: Problem[] = [...found.problems];
  const sources: SourceDefinition[] = [];
  const systems = new Map<string, string>();
  for (const folder of found.folders) {
    const loaded = loadFolder(folder, relations, systems);
    problems.push(...loaded.problems);
    if (loaded.source && loaded.problems.length === 0) sources.push(loaded.source);
  }
  return { sources, problems: sortProblems(problems) };
}

function loadFolder(
  folder: string,
  relations: Relations,
  systems: Map<string, string>,
): { source?: SourceDefinition; problems: Problem[] } {
  const file = join(folder, 'source.yaml');
  const files = readMappingFiles(folder, relations);
  const text = existsSync(file) ? readTextFile(file) : missingDescriptor(folder, file);
  if (typeof text !== 'string') return { problems: [text, ...files.problems] };

  const yaml = readSourceYaml(file, text, [...relations.keys()]);
  const problems = [...yaml.problems, ...checkServes(file, yaml, files, relations), ...files.problems];
  const { system, title, connection, serves, timeZone, limits, freshness, allowWritableAccount } = yaml.values;
  const other = system === undefined ? undefined : systems.get(system);
  if (system !== undefined && other !== undefined)
    problems.push({
      file,
      ...yaml.place('system'),
      expected: 'a system id that no other source has',
      found: `${system}, which ${other} has too`,
      action: 'give one of the two another id',
    });
  else if (system !== undefined) systems.set(system, file);

  if (freshness && freshness.warnAfter > freshness.errorAfter)
    problems.push({
      file,
      ...yaml.place('freshness'),
      expected: 'freshness.warnAfter not longer than freshness.errorAfter',
      found: 'a longer one',
      action: 'swap them, or raise errorAfter',
    });
  if (system === undefined || title === undefined || connection === undefined || serves === undefined)
    return { problems };
  if (timeZone === undefined || !limits || !freshness || allowWritableAccount === undefined) return { problems };

  const hasFeed = (relations.get(feedSubgraph) ?? []).some((r) => files.present.has(r.name));
  const source: SourceDefinition = {
    system,
    title,
    folder,
    connection,
    serves: hasFeed ? [...new Set([...serves, feedSubgraph])] : serves,
    timeZone,
    limits: {
      connections: limits.connections,
      statementTimeoutMs: limits.statementTimeout,
      rows: limits.rows,
      waiting: limits.waiting,
      spareAfter: limits.spareAfter,
    },
    freshness: { warnAfterMs: freshness.warnAfter, errorAfterMs: freshness.errorAfter },
    allowWritableAccount,
    mappings: files.mappings,
  };
  return { source, problems };
}

function missingDescriptor(folder: string, file: string): Problem {
  const near = readdirSync(folder).find((name) => /^source\.ya?ml$/i.test(name));
  return {
    file: near ? join(folder, near) : file,
    line: 1,
    column: 1,
    expected: 'a file source.yaml',
    found: near ?? 'no such file',
    action: near ? 'rename it to source.yaml' : 'write one: docs/sources.md shows how',
  };
}

/** `serves` against the subgraphs that exist, and against the files of the folder, both ways. */
function checkServes(file: string, yaml: ReadYaml, files: MappingFiles, relations: Relations): Problem[] {
  const { serves } = yaml.values;
  if (!serves) return [];
  const problems: Problem[] = [];
  const subgraphs = [...relations.keys()];
  serves.forEach((subgraph, i) => {
    const names = relations.get(subgraph)?.map((r) => r.name);
    const place = { file, ...yaml.place('serves', i) };
    if (!names)
      problems.push({
        ...place,
        expected: `a subgraph: ${subgraphs.join(', ')}`,
        found: subgraph.slice(0, 60),
        action: didYouMean(subgraph, subgraphs) || 'use one of them, or remove it',
      });
    else if (!names.some((name) => files.present.has(name)))
      problems.push({
        ...place,
        expected: `a SELECT for ${subgraph}: ${names.map((n) => `${n}.sql`).join(', ')}`,
        found: 'none of these files',
        action: `write one of them, or remove ${subgraph} from serves`,
      });
  });
  for (const [subgraph, list] of relations) {
    if (subgraph === feedSubgraph || serves.includes(subgraph)) continue;
    // A relation may be declared by several subgraphs: one that is served is enough.
    const unserved = list.filter((r) => !serves.some((s) => relations.get(s)?.some((other) => other.name === r.name)));
    for (const { name } of unserved) {
      const mapping = files.present.get(name);
      if (mapping === undefined || didMean(subgraph, serves, subgraphs)) continue;
      problems.push({
        file: mapping,
        line: 1,
        column: 1,
        expected: `${subgraph} among serves of source.yaml, because ${name} belongs to it`,
        found: `serves: ${serves.join(', ').slice(0, 100)}`,
        action: `add ${subgraph} to serves, or remove the file`,
      });
    }
  }
  return problems;
}

/** Whether a misspelt entry of `serves`, reported already, means this subgraph. */
function didMean(subgraph: string, serves: readonly string[], subgraphs: readonly string[]): boolean {
  return serves.some((s) => !subgraphs.includes(s) && didYouMean(s, subgraphs) === `did you mean ${subgraph}?`);
}
