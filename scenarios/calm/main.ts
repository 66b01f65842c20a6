import { Command } from 'commander';
import { demoWorld } from '../../bench/gateway/demo-world.ts';
import { positive, whole } from '../../bench/gateway/options.ts';
import { Random } from '../differential/generate/random.ts';
import { judge, renderRows, shortfalls, type Goals } from './judge.ts';
import { Load } from './load.ts';
import { runOutages, warmUp } from './outages.ts';
import { measureOverload, renderOverload } from './overload.ts';
import { startWorld, timeoutMs } from './world.ts';

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly rate: number;
  readonly json: boolean;
  readonly overload: boolean;
  readonly seconds: number;
}

type Env = Readonly<Record<string, string>>;

const goals: Goals = { healthyShare: 0.999, p99: timeoutMs * 1.1, recovery: 5_000, othersRatio: 1.5 };
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function outages(env: Env, { minutes, seed, rate, json }: Options): Promise<boolean> {
  const random = new Random(seed);
  const world = await startWorld({ env, random: () => random.next(), customers: 60 });
  const load = new Load(world.gateway.url, world.expected);
  try {
    const totalMs = minutes * 60_000;
    say(`Load of ${String(rate)} operations a second for ${String(minutes)} minutes, seed ${String(seed)}.`);
    await warmUp(world, load);
    const happened = await runOutages(world, load, random, {
      quietMs: Math.min(20_000, totalMs / 3),
      outageMs: 8_000,
      calmMs: 8_000,
      totalMs,
      perSecond: rate,
      progress: ({ kind, target, fault, to }) => {
        say(`${(to / 1_000).toFixed(0).padStart(4)} s  ${kind} ${target}: ${fault}`);
      },
    });
    const rows = judge(load.shots, happened);
    const isGood = rows.length > 0 && rows.every((row) => shortfalls(row, goals).length === 0);
    const report = { seed, operations: load.shots.length, goals, rows, isGood };
    process.stdout.write(`${json ? JSON.stringify(report, null, 2) : renderRows(rows, goals)}\n`);
    return isGood;
  } finally {
    await load.stop();
    await world.stop();
  }
}

async function overload(env: Env, { seconds, seed, json }: Options): Promise<boolean> {
  const report = await measureOverload(env, { seconds, factor: 5, seed, say });
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : renderOverload(report)}\n`);
  return report.isGood;
}

async function calm(options: Options): Promise<void> {
  say('Making the demo company.');
  const stopped = new AbortController();
  process.once('SIGINT', () => {
    stopped.abort(new Error('stopped'));
  });
  const demo = await demoWorld(300, stopped.signal);
  try {
    process.exitCode = (await (options.overload ? overload : outages)(demo.env, options)) ? 0 : 1;
  } finally {
    await demo.stop();
  }
}

/** `npm run calm`. */
await new Command('calm')
  .description(
    'Lets databases and subgraphs fail under load, and compares every answer with an oracle (docs/operations.md). Prints what was measured; exit code 1 when a goal was missed.',
  )
  .option('--minutes <n>', 'of load', positive, 10)
  .option('--seed <n>', 'which outages happen', whole, 1)
  .option('--rate <n>', 'operations a second', whole, 40)
  .option('--overload', 'five times what the gateway can do, instead of outages', false)
  .option('--seconds <n>', 'of overload', positive, 20)
  .option('--json', 'one document on stdout instead of tables', false)
  .action(calm)
  .parseAsync();
