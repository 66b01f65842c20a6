/**
 * Lets databases and subgraphs fail under load, and compares every answer with an oracle: `npm run calm -- [--minutes 10]
 * [--seed 1] [--rate 40] [--json]`. With --overload: five times what the gateway can do, [--seconds 20]. See docs/operations.md.
 * Prints a table of what was measured; exit code 1 when a goal was missed.
 */
import { parseArgs } from 'node:util';
import { demoWorld } from '../../bench/gateway/demo-world.ts';
import { Random } from '../differential/generate/random.ts';
import { judge, renderRows, shortfalls, type Goals } from './judge.ts';
import { Load } from './load.ts';
import { runOutages, warmUp } from './outages.ts';
import { measureOverload, renderOverload } from './overload.ts';
import { startWorld, timeoutMs } from './world.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    overload: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '20' },
  },
});
const goals: Goals = { healthyShare: 0.999, p99: timeoutMs * 1.1, recovery: 5_000, othersRatio: 1.5 };
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function outages(env: Readonly<Record<string, string>>): Promise<boolean> {
  const random = new Random(Number(values.seed));
  const world = await startWorld({ env, random: () => random.next(), customers: 60 });
  const load = new Load(world.gateway.url, world.expected);
  try {
    const totalMs = Number(values.minutes) * 60_000;
    say(`Load of ${values.rate} operations a second for ${values.minutes} minutes, seed ${values.seed}.`);
    await warmUp(world, load);
    const happened = await runOutages(world, load, random, {
      quietMs: Math.min(20_000, totalMs / 3),
      outageMs: 8_000,
      calmMs: 8_000,
      totalMs,
      perSecond: Number(values.rate),
      progress: ({ kind, target, fault, to }) => {
        say(`${(to / 1_000).toFixed(0).padStart(4)} s  ${kind} ${target}: ${fault}`);
      },
    });
    const rows = judge(load.shots, happened);
    const isGood = rows.length > 0 && rows.every((row) => shortfalls(row, goals).length === 0);
    const report = { seed: Number(values.seed), operations: load.shots.length, goals, rows, isGood };
    process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : renderRows(rows, goals)}\n`);
    return isGood;
  } finally {
    await load.stop();
    await world.stop();
  }
}

async function overload(env: Readonly<Record<string, string>>): Promise<boolean> {
  const report = await measureOverload(env, {
    seconds: Number(values.seconds),
    factor: 5,
    seed: Number(values.seed),
    say,
  });
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : renderOverload(report)}\n`);
  return report.isGood;
}

say('Making the demo company.');
const stopped = new AbortController();
process.once('SIGINT', () => {
  stopped.abort(new Error('stopped'));
});
const demo = await demoWorld(300, stopped.signal);
try {
  process.exitCode = (await (values.overload ? overload(demo.env) : outages(demo.env))) ? 0 : 1;
} finally {
  await demo.stop();
}
