import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from './problem.ts';

const descriptor = 'source.yaml';

/** The folders of `HUB_SOURCES` (separated by `:` or `,`), relative ones below `base`; empty entries are skipped. */
export function resolveSourceFolders(text: string, base: string): string[] {
  return text
    .split(/[,:]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => resolve(base, entry));
}

/** Source folders among the given ones: each is a source folder itself or holds source folders. Sorted within a folder. */
export function findSourceFolders(folders: readonly string[]): { folders: string[]; problems: Problem[] } {
  const found = new Map<string, string>();
  const problems: Problem[] = [];
  for (const folder of folders) {
    const inside = sourceFoldersIn(folder);
    if (typeof inside === 'string')
      problems.push({
        file: folder,
        line: 1,
        column: 1,
        expected: 'a source folder (with source.yaml), or a folder of source folders',
        found: inside,
        action: 'correct the list of source folders (HUB_SOURCES, --sources), or add source.yaml',
      });
    else for (const each of inside) found.set(realpathSync(each), each);
  }
  return { folders: [...found.values()], problems };
}

/** Source folders, or what was found instead. */
function sourceFoldersIn(folder: string): string[] | string {
  if (!existsSync(folder)) return 'no such folder';
  if (!statSync(folder).isDirectory()) return 'a file';
  if (isSource(folder)) return [folder];
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return 'a folder that may not be read';
  }
  const below = names
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  const sources = below.filter(isSource);
  if (sources.length > 0) return sources;
  return names.length === 0 ? 'an empty folder' : `no ${descriptor} in it or in a folder below`;
}

/** A folder with a misspelt descriptor or with mappings counts too, so that the loader can say what is missing. */
function isSource(folder: string): boolean {
  try {
    return readdirSync(folder).some(
      (name) => name === descriptor || /^source\.ya?ml$/i.test(name) || name.endsWith('.sql'),
    );
  } catch {
    return false;
  }
}
