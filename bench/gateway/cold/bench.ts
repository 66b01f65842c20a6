import { Command } from 'commander';
import { openClient } from '../client.ts';
import { contestantNames, startServer, type Server } from '../contestants.ts';
import { demoWorld } from '../demo-world.ts';
import { quantile } from '../figures.ts';
import { demoOptions, namesOf, whole, wholes } from '../options.ts';
import { surroundingsOf } from '../surroundings.ts';
import { table, type Column } from '../table.ts';
import { measureCold, type ColdRun, type Milestone } from './measure.ts';
import { distinctOperations } from './operations.ts';

interface Options {
  readonly customers: number;
  readonly json: boolean;
  readonly at: readonly number[];
  readonly hot: number;
  readonly seed: number;
  readonly contestants: readonly string[];
}

/** Milliseconds within which a new operation should be answered, 99 of 100. */
const limitMs = 25;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const one = (value: number): string => value.toFixed(1);
const none = (value: number): string => value.toFixed(0);

const columns: readonly Column<Milestone>[] = [
  { title: 'cold operations', cell: ({ operations }) => String(operations) },
  { title: 'cold p50 ms', cell: ({ coldP50Ms }) => one(coldP50Ms) },
  { title: 'p99', cell: ({ coldP99Ms }) => one(coldP99Ms) },
  { title: 'CPU p50 ms', cell: ({ cpuP50Ms }) => one(cpuP50Ms) },
  { title: 'p99', cell: ({ cpuP99Ms }) => one(cpuP99Ms) },
  { title: 'again p99 ms', cell: ({ againP99Ms }) => one(againP99Ms) },
  { title: 'hot p50 ms', cell: ({ hotP50Ms }) => one(hotP50Ms) },
  { title: 'p99', cell: ({ hotP99Ms }) => one(hotP99Ms) },
  { title: 'hot CPU ms', cell: ({ hotCpuMs }) => one(hotCpuMs) },
  { title: 'again', cell: ({ hotAgainCpuMs }) => one(hotAgainCpuMs) },
  { title: 'heap MiB', cell: ({ heapMiB }) => none(heapMiB) },
  { title: 'RSS MiB', cell: ({ rssMiB }) => none(rssMiB) },
];

/** `npm run bench -- gateway-cold`: thousands of operations that nobody asked before, with hot ones in between. */
export const coldBench = (signal: AbortSignal): Command =>
  demoOptions(new Command('gateway-cold'))
    .description('Ten thousand distinct operations: what a new one costs, memory, and whether hot ones stay compiled')
    .option(
      '--at <list>',
      'counts of operations at which memory is looked at; the last is how many',
      wholes,
      [2_000, 5_000, 10_000],
    )
    .option('--hot <n>', 'operations that are asked again and again', whole, 20)
    .option('--seed <n>', 'of the operations', whole, 1)
    .option('--contestants <list>', 'only these', namesOf(contestantNames), ['hub', 'apollo'])
    .action((options: Options) => bench(options, signal));

async function bench(options: Options, signal: AbortSignal): Promise<void> {
  say(`Making the demo company of ${String(options.customers)} customers`);
  const world = await demoWorld(options.customers, signal);
  const client = openClient();
  const surroundings = surroundingsOf({ env: world.env, profile: undefined, signal, say });
  const servers: Server[] = [];
  try {
    for (const name of options.contestants) {
      const server = await startServer(name, surroundings);
      if (server) servers.push(server);
    }
    const [first] = servers;
    if (!first) return;
    const at = options.at.toSorted((a, b) => a - b);
    const count = at.at(-1) ?? 0;
    say('Making the operations');
    const all = await distinctOperations(client, first.url, count + options.hot, options.seed);
    const [hot, cold] = [all.slice(0, options.hot), all.slice(options.hot)];
    const runs = await measureCold({ client, servers, cold, hot, at, signal, say });
    const report = runs.map((run) => ({
      contestant: run.server.name,
      refused: run.refused,
      coldP99Ms: quantile(run.cold, 0.99),
      milestones: run.milestones,
    }));
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${runs.flatMap(lines).join('\n')}\n`);
  } finally {
    for (const { processes } of servers) for (const process of processes) process.stop();
    client.close();
    await world.stop();
  }
}

function lines({ server, refused, cold, milestones }: ColdRun): string[] {
  const p99 = quantile(cold, 0.99);
  const worst = Math.max(...milestones.map(({ coldP99Ms }) => coldP99Ms));
  return [
    `${server.name}: one request at a time, ${String(refused)} answered without data`,
    ...table(columns, milestones),
    `  p99 of all ${String(cold.length)} cold operations: ${one(p99)} ms, goal ${String(limitMs)}: ${p99 <= limitMs ? 'reached' : 'MISSED'}; of the slowest stretch ${one(worst)}`,
    '',
  ];
}
