import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { engineNames } from '../../../gateway/engines/engines.ts';
import { supergraphOf } from '../../../gateway/testing/made-subgraphs.ts';
import { openClient } from '../client.ts';
import { quantile } from '../figures.ts';
import { namesOf, whole } from '../options.ts';
import { startOwn, type MeasuredProcess } from '../processes/measured-process.ts';
import { table, times, type Column } from '../table.ts';
import { coresApart } from './cores.ts';
import {
  company,
  measureHostile,
  probe,
  probeInTurns,
  turnSeconds,
  type Company,
  type HostileFigures,
  type Turn,
} from './measure.ts';

interface Options {
  readonly engines: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  readonly show: number;
  readonly json: boolean;
}

/** Milliseconds in which each must be refused or answered. */
const limitMs = 50;
const probeLimit = 2;

const ms = (value: number): string => value.toFixed(1);

const columns: readonly Column<HostileFigures>[] = [
  { title: 'slowest', cell: ({ name }) => name },
  { title: 'status', cell: ({ status }) => (status === 0 ? 'closed' : String(status)) },
  { title: 'first ms', cell: ({ firstMs }) => ms(firstMs) },
  { title: 'p50 ms', cell: ({ p50Ms }) => ms(p50Ms) },
  { title: 'worst ms', cell: ({ worstMs }) => ms(worstMs) },
  { title: 'CPU ms', cell: ({ cpuMs }) => ms(cpuMs) },
];

interface Latency {
  readonly beside: Company;
  readonly requests: number;
  /** Requests of the neighbour, per second. */
  readonly others: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** p99 by that beside nobody. */
  readonly ratio: number;
  /** The same of each turn; the median of those. */
  readonly turnRatio: number;
}

const probeColumns: readonly Column<Latency>[] = [
  { title: 'an honest request beside', cell: ({ beside }) => beside },
  { title: 'the other /s', cell: ({ others }) => others.toFixed(0) },
  { title: 'requests', cell: ({ requests }) => String(requests) },
  { title: 'p50 ms', cell: ({ p50Ms }) => p50Ms.toFixed(2) },
  { title: 'p99 ms', cell: ({ p99Ms }) => p99Ms.toFixed(2) },
  { title: 'by nobody', cell: ({ ratio }) => times(ratio) },
  { title: 'median of turns', cell: ({ turnRatio }) => times(turnRatio) },
];

const p99 = (values: readonly number[]): number => quantile(values, 0.99);

function latenciesOf(all: Readonly<Record<Company, readonly Turn[]>>): Latency[] {
  const alone = all.nobody;
  const pooled = (turns: readonly Turn[]): number[] => turns.flatMap(({ latencies }) => latencies);
  return company.map((beside) => {
    const turns = all[beside];
    const latencies = pooled(turns);
    const ratios = turns.map((turn, at) => p99(turn.latencies) / p99(alone[at]?.latencies ?? []));
    return {
      beside,
      requests: latencies.length,
      others: turns.reduce((sum, { others }) => sum + others, 0) / (turns.length * turnSeconds),
      p50Ms: quantile(latencies, 0.5),
      p99Ms: p99(latencies),
      ratio: p99(latencies) / p99(pooled(alone)),
      turnRatio: quantile(ratios, 0.5),
    };
  });
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run bench -- gateway-hostile`: how long the requests of scenarios/hostile take, and what an honest one feels of them. */
export const hostileBench = (signal: AbortSignal): Command =>
  new Command('gateway-hostile')
    .description('How long each hostile request takes, and how long an honest one beside them')
    .option('--engines <list>', 'engines of the gateway', namesOf(engineNames), ['hub'])
    .option('--rounds <n>', 'times that each is sent', whole, 10)
    .option('--seconds <n>', 'of the honest requests, beside each neighbour', whole, 10)
    .option('--show <n>', 'the slowest so many', whole, 15)
    .option('--json', 'one document on stdout instead of tables', false)
    .action(async (options: Options) => {
      for (const engine of options.engines) await bench(engine, options, signal);
    });

async function bench(engine: string, options: Options, signal: AbortSignal): Promise<void> {
  const print = (lines: readonly string[]): void => {
    if (!options.json) process.stdout.write(`${lines.join('\n')}\n`);
  };
  const client = openClient();
  const own = { env: {}, profile: undefined };
  const folder = await mkdtemp(join(tmpdir(), 'hub-bench-hostile-'));
  const supergraph = join(folder, 'supergraph.graphql');
  const running: MeasuredProcess[] = [];
  try {
    await writeFile(supergraph, supergraphOf());
    const args = [engine, supergraph];
    const { process: gateway, ready: url } = await startOwn<string>('hostile-gateway', { ...own, args });
    running.push(gateway);
    const { process: neighbour } = await startOwn<string>('neighbour', { ...own, args: [url] });
    running.push(neighbour);
    await probe(client, url, 2);
    say(`${engine}: the hostile requests, one at a time`);
    const all = await measureHostile(client, { url, process: gateway }, options.rounds, signal);
    const worst = (one: HostileFigures): number => Math.max(one.firstMs, one.worstMs);
    const slowest = all.toSorted((a, b) => worst(b) - worst(a));
    const over = slowest.filter((one) => worst(one) > limitMs);
    print([
      `engine ${engine}, ${String(all.length)} hostile requests`,
      ...table(columns, slowest.slice(0, options.show)),
    ]);
    print([`  over ${String(limitMs)} ms: ${String(over.length)}`, '']);
    const { where, restore } = await coresApart(gateway.pid, neighbour.pid);
    say(`${engine}: an honest request beside nobody, beside another one, and beside hostile ones, in turns`);
    const turns = await probeInTurns(client, url, neighbour, options.seconds, signal).finally(restore);
    const latencies = latenciesOf(turns);
    const ratio = latencies.at(-1)?.ratio ?? 0;
    print([
      where,
      ...table(probeColumns, latencies),
      `  p99 beside a hostile client by that beside nobody: ${times(ratio)}, goal ${times(probeLimit)}: ${ratio <= probeLimit ? 'reached' : 'MISSED'}`,
      '',
    ]);
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ engine, limitMs, over: over.length, operations: slowest, where, probe: latencies })}\n`,
      );
  } finally {
    for (const each of running) each.stop();
    client.close();
    await rm(folder, { recursive: true, force: true });
  }
}
