import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { growthExponent } from './growth.ts';
import type { Measurement } from './measure.ts';
import { runApart } from '../run-apart.ts';
import { writeDataset } from './write-dataset.ts';

const entry = new URL('./measure-process.ts', import.meta.url);

const whole = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number above 0 was expected.');
  return Number(text);
};

interface Options {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly threads: number;
  readonly seed: number;
  readonly json?: true;
}

/** `npm run bench -- identity`: matches made populations of several sizes. */
export const identityBench = (signal: AbortSignal): Command =>
  new Command('identity')
    .description('Match made populations: seconds, memory, precision, recall, and how they grow')
    .option('--sizes <n,n,...>', 'accounts', (text) => text.split(',').map(whole), [100_000, 300_000, 1_000_000])
    .option('--runs <n>', 'runs of each size; all must give the same clusters', whole, 1)
    .option('--threads <n>', 'threads that compare pairs', whole, 2)
    .option('--seed <n>', 'of the made population', whole, 7)
    .option('--json', 'write data as one JSON document')
    .action(async (options: Options) => {
      const rows = await measureAll(options, signal);
      const results = rows.map((runs) => ({ ...fastest(runs), runs: runs.length, identical: isOne(runs) }));
      const growth = growthExponent(results.map(({ records, processorSeconds }) => [records, processorSeconds]));
      const found = { results, growthExponent: Number.isNaN(growth) ? null : growth };
      process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : render(found));
      if (results.some(({ identical }) => !identical)) process.exitCode = 1;
    });

async function measureAll({ sizes, runs, threads, seed }: Options, signal: AbortSignal): Promise<Measurement[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const rows: Measurement[][] = [];
  try {
    for (const size of sizes) {
      const say = (text: string): boolean => process.stderr.write(`${size.toLocaleString('en')} accounts: ${text}\n`);
      say('making them');
      await writeDataset(join(folder, String(size)), size, seed);
      const row: Measurement[] = [];
      for (let run = 1; run <= runs; run += 1) {
        say(`run ${String(run)} of ${String(runs)}`);
        row.push(await runApart<Measurement>(entry, [join(folder, String(size)), String(threads)], signal));
      }
      rows.push(row);
      await rm(join(folder, String(size)), { recursive: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}

const isOne = (runs: readonly Measurement[]): boolean => new Set(runs.map(({ fingerprint }) => fingerprint)).size === 1;

function fastest(runs: readonly Measurement[]): Measurement {
  const [first] = runs.toSorted((a, b) => a.seconds - b.seconds);
  if (!first) throw new Error('at least one run was expected');
  return first;
}

type Row = Measurement & { readonly runs: number; readonly identical: boolean };

const headings = ['accounts', 'seconds', 'CPU s', 'peak MiB', 'pairs/record', 'precision', 'recall', 'clusters'];

function render({ results, growthExponent }: { results: readonly Row[]; growthExponent: number | null }): string {
  const cells = results.map((row) => [
    row.records.toLocaleString('en'),
    row.seconds.toFixed(1),
    row.processorSeconds.toFixed(1),
    row.peakMemoryMiB.toFixed(0),
    row.pairsPerRecord.toFixed(1),
    row.precision.toFixed(4),
    row.recall.toFixed(4),
    `${row.fingerprint}${row.identical ? '' : ' (runs differ)'}`,
  ]);
  const widths = headings.map((heading, at) => Math.max(heading.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const lines = [headings, ...cells].map((row) => row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '));
  const growth =
    growthExponent === null ? [] : [`processor time grows with size to the power of ${growthExponent.toFixed(2)}`];
  return `${[...lines, ...growth].join('\n')}\n`;
}
