import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownSources } from './definitions.ts';

/** The source folders of the demo company. */
export function demoFolders(): string[] {
  const names = readdirSync(ownSources).filter((name) => name.startsWith('demo-'));
  return names.map((name) => join(ownSources, name)).filter((folder) => existsSync(join(folder, 'source.yaml')));
}
