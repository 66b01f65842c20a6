import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** As a production process that holds a million records is started; the young generation keeps short-lived objects off the old. */
const flags = ['--max-old-space-size=8192', '--max-semi-space-size=64'];
const runSource = fileURLToPath(new URL('../bin/run.mjs', import.meta.url));

/**
 * Measures in a process of its own, so that memory and warmth of one run say nothing about the next: runs `entry` with these
 * arguments and reads the JSON that it writes.
 */
export async function runApart<T>(entry: URL, args: readonly string[], signal: AbortSignal): Promise<T> {
  const child = spawn(process.execPath, [...flags, runSource, fileURLToPath(entry), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`measuring ended with exit code ${String(code)}; see the lines above`);
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
}
