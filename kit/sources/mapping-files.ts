import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../database/database.ts';
import type { Relation } from '../relation.ts';
import type { Mapping } from './definition.ts';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problem.ts';
import { readTextFile } from './read-text.ts';
import { positions } from './sql-text/position.ts';
import { readMapping } from './sql-text/read-mapping.ts';

/** Relations by subgraph, as `subgraphs/<name>/index.ts` declare them. */
export type Relations = ReadonlyMap<string, readonly Relation[]>;

/** The subgraph whose relations are feeds: any source may serve them without naming it. */
export const feedSubgraph = 'customer';

const dialects: readonly Dialect[] = ['postgres', 'mysql', 'sqlite'];
const otherNames: Record<string, Dialect> = {
  postgresql: 'postgres',
  pg: 'postgres',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
};

export interface MappingFiles {
  /** Keyed as `SourceDefinition.mappings`. */
  readonly mappings: ReadonlyMap<string, Mapping>;
  /** Names of relations that have a file, right or wrong, and that file. */
  readonly present: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Reads and judges every SELECT of a source folder. */
export function readMappingFiles(folder: string, relations: Relations): MappingFiles {
  const mappings = new Map<string, Mapping>();
  const present = new Map<string, string>();
  const problems: Problem[] = [];
  const known = new Map([...relations.values()].flat().map((r) => [r.name, r]));
  const feeds = new Set((relations.get(feedSubgraph) ?? []).map((r) => r.name));

  for (const name of readdirSync(folder).sort()) {
    if (!/\.sql$/i.test(name) || name.startsWith('.')) continue;
    const file = join(folder, name);
    const named = readFileName(name, known);
    if ('expected' in named) {
      problems.push({ file, line: 1, column: 1, ...named });
      continue;
    }
    const { relation, dialect } = named;
    present.set(relation.name, file);
    const text = readTextFile(file);
    if (typeof text !== 'string') {
      problems.push(text);
      continue;
    }
    const read = readMapping(text, { relation, isFeed: feeds.has(relation.name) }, dialect);
    const at = positions(text);
    for (const { at: offset, ...finding } of read.findings) problems.push({ file, ...at(offset), ...finding });
    if (read.findings.length > 0) continue;
    const key = dialect === null ? relation.name : `${relation.name}.${dialect}`;
    mappings.set(key, { relation: relation.name, file, sql: read.sql, dialect });
  }
  return { mappings, present, problems };
}

/** `orders.sql` or `orders.postgres.sql`. */
function readFileName(
  name: string,
  known: ReadonlyMap<string, Relation>,
): { relation: Relation; dialect: Dialect | null } | Pick<Problem, 'expected' | 'found' | 'action'> {
  const [stem = '', infix, ...rest] = name.replace(/\.sql$/i, '').split('.');
  const relation = known.get(stem);
  if (!relation) {
    const action =
      didYouMean(stem, known.keys()).replace('?', '.sql?') ||
      `rename or remove it; the relations are ${[...known.keys()].join(', ')}`;
    return { expected: 'the name of a relation, <relation>.sql', found: name, action };
  }
  if (!name.endsWith('.sql')) return { expected: `${stem}.sql`, found: name, action: 'write the ending in lower case' };
  if (infix === undefined) return { relation, dialect: null };
  const dialect = dialects.find((d) => d === infix);
  if (dialect && rest.length === 0) return { relation, dialect };
  const meant = otherNames[infix.toLowerCase()] ?? null;
  return {
    expected: `${stem}.sql, or ${dialects.map((d) => `${stem}.${d}.sql`).join(', ')}`,
    found: name,
    action: meant ? `rename it to ${stem}.${meant}.sql` : didYouMean(infix, dialects) || 'rename it',
  };
}
