import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measure.ts';

const entry = fileURLToPath(new URL('./measure-process.ts', import.meta.url));
/** As a production process that holds a million records is started; the young generation keeps short-lived objects off the old. */
const flags = ['--max-old-space-size=8192', '--max-semi-space-size=64', '--import', 'tsx'];

/** Measures in a process of its own, so that memory and warmth of one run say nothing about the next. */
export async function runApart(folder: string, threads: number, signal: AbortSignal): Promise<Measurement> {
  const child = spawn(process.execPath, [...flags, entry, folder, String(threads)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`measuring ${folder} ended with exit code ${String(code)}; see the lines above`);
  return JSON.parse(Buffer.concat(chunks).toString()) as Measurement;
}
