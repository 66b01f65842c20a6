import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

// Every test file loads this module anew, and the last hook runs first: what a file stops in its own hooks has ended by then.
afterAll(async () => {
  const gone = { recursive: true, force: true, maxRetries: 5 };
  await Promise.all(made.splice(0).map((folder) => rm(folder, gone)));
});

/** A new folder with these files (paths below it, and contents), which goes after the last test of the file. */
export function temporaryFolder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A file in a new folder, which goes with it; its path. */
export const temporaryFile = (name: string, content: string | Buffer): string =>
  join(temporaryFolder({ [name]: content }), name);
