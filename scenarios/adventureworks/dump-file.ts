import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The dump lies beside the project, not in it: its rows are not ours to copy. */
const beside = new URL('../../../shared/systems/adventureworks.sql.gz', import.meta.url);

/** Absolute path of the dump, or null when this machine does not have it. */
export function adventureWorksDump(): string | null {
  const file = fileURLToPath(beside);
  return existsSync(file) ? file : null;
}
