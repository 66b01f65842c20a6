import { Command, InvalidArgumentError } from 'commander';
import { runApart } from '../run-apart.ts';
import type { PlacingMeasurement } from './measure.ts';

const whole = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number above 0 was expected.');
  return Number(text);
};

interface Options {
  readonly accounts: number;
  readonly changes: number;
  readonly seed: number;
  readonly json?: true;
}

const entry = new URL('./measure-process.ts', import.meta.url);

/** `npm run bench -- placing`: one changed account against many. */
export const placingBench = (signal: AbortSignal): Command =>
  new Command('placing')
    .description('One changed account against many, in a hub database of its own: milliseconds from change to customer')
    .option('--accounts <n>', 'accounts that the hub knows', whole, 100_000)
    .option('--changes <n>', 'changes, one after the other', whole, 1_000)
    .option('--seed <n>', 'of the made population', whole, 7)
    .option('--json', 'write data as one JSON document')
    .action(async ({ accounts, changes, seed, json }: Options) => {
      const found = await runApart<PlacingMeasurement>(entry, [accounts, changes, seed].map(String), signal);
      process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : render(found));
    });

function render(found: PlacingMeasurement): string {
  const { p50, p90, p99, max } = found.milliseconds;
  const lines = [
    `${found.accounts.toLocaleString('en')} accounts taken over in ${found.fillSeconds.toFixed(0)} s, matched and kept in ${found.matchSeconds.toFixed(0)} s`,
    `(peak memory of this process ${found.peakMemoryMiB.toFixed(0)} MiB, kept for matching in the database ${found.keptMiB.toFixed(0)} MiB)`,
    `${found.changes.toLocaleString('en')} changes, each placed and its customer written: p50 ${p50.toFixed(1)} ms, p90 ${p90.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`,
    `processor time a change: ${found.processorMs.toFixed(1)} ms in Node; statements: ${found.statements.toFixed(1)}`,
  ];
  return `${lines.join('\n')}\n`;
}
