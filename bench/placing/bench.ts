import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runApart } from '../run-apart.ts';
import { readFilled, type Filled } from './filled.ts';
import type { PlacingMeasurement } from './measure.ts';

const whole = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number above 0 was expected.');
  return Number(text);
};

interface Options {
  readonly accounts: number;
  readonly changes: number;
  readonly seed: number;
  readonly keep?: string;
  readonly json?: true;
}

/** `npm run bench -- placing`: one changed account against many. */
export const placingBench = (signal: AbortSignal): Command =>
  new Command('placing')
    .description('One changed account against many, in a hub database of its own: milliseconds from change to customer')
    .option('--accounts <n>', 'accounts that the hub knows', whole, 100_000)
    .option('--changes <n>', 'changes, one after the other', whole, 1_000)
    .option('--seed <n>', 'of the made population', whole, 7)
    .option('--keep <folder>', 'keep the hub database there, and change the one that an earlier run kept')
    .option('--json', 'write data as one JSON document')
    .action(async (options: Options) => {
      const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'hub-bench-')));
      try {
        const found = await measureIn(folder, options, signal);
        process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : render(found));
      } finally {
        if (options.keep === undefined) await rm(folder, { recursive: true, force: true });
      }
    });

/** Changes are made by a process that filled nothing, as those of a sync are: its memory is its own. */
async function measureIn(folder: string, options: Options, signal: AbortSignal): Promise<PlacingMeasurement> {
  const { accounts, changes, seed } = options;
  const entry = (name: string): URL => new URL(`./${name}`, import.meta.url);
  const filled =
    (await readFilled(folder)) ??
    (await runApart<Filled>(entry('fill-process.ts'), [folder, String(accounts), String(seed)], signal));
  if (filled.accounts !== accounts || filled.seed !== seed)
    throw new Error(
      `${folder}: expected ${String(accounts)} accounts of seed ${String(seed)}, found ${String(filled.accounts)} of seed ` +
        `${String(filled.seed)}; name another folder, or say --accounts and --seed.`,
    );
  return runApart<PlacingMeasurement>(entry('measure-process.ts'), [folder, String(changes)], signal);
}

function render(found: PlacingMeasurement): string {
  const { p50, p90, p99, max } = found.milliseconds;
  const lines = [
    `${found.accounts.toLocaleString('en')} accounts taken over in ${found.fillSeconds.toFixed(0)} s, matched and kept in ${found.matchSeconds.toFixed(0)} s`,
    `(peak memory of that process ${found.peakMemoryMiB.toFixed(0)} MiB, kept for matching in the database ${found.keptMiB.toFixed(0)} MiB)`,
    `${found.changes.toLocaleString('en')} changes, each placed and its customer written: p50 ${p50.toFixed(1)} ms, p90 ${p90.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`,
    `processor time a change: ${found.processorMs.toFixed(1)} ms in Node; statements: ${found.statements.toFixed(1)}`,
  ];
  return `${lines.join('\n')}\n`;
}
