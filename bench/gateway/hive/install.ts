import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packages of its own, which have nothing to do with the project's. */
const folder = fileURLToPath(new URL('.', import.meta.url));
const complete = join(folder, 'node_modules', '.installed');

/** Where the program is after `installHive`. */
export const hiveProgram = join(folder, 'node_modules', '@graphql-hive', 'gateway', 'dist', 'bin.js');

/**
 * Installs Hive Gateway and its Rust planner as package-lock.json beside this file has them, unless that was done before.
 * Throws with the last lines of npm when it can't be installed.
 */
export async function installHive(signal: AbortSignal, say: (line: string) => void): Promise<void> {
  if (existsSync(complete)) return;
  say('Installing Hive Gateway for the benchmark (740 packages, once)');
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  let complaint = '';
  npm.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-1_000)));
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with ${String(code)}: ${complaint.trim()}`);
  await writeFile(complete, '');
}
