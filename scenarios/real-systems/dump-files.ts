import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RealSystem } from './systems.ts';

/** The dumps lie beside the project, not in it: their rows are not ours to copy. */
const beside = new URL('../../../shared/systems/', import.meta.url);

/** Absolute path of a file beside the project, or null when this machine does not have it. */
function found(name: string): string | null {
  const file = fileURLToPath(new URL(name, beside));
  return existsSync(file) ? file : null;
}

export const realSystemDump = (system: RealSystem): string | null => found(`${system}.sql.gz`);

/** Which rows of the systems are one customer. Read by tests only. */
export const truthLinks = (): string | null => found('truth_links.csv');

/** Rows that look alike and are different. Read by tests only. */
export const truthNonlinks = (): string | null => found('truth_nonlinks.csv');
