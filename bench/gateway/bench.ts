import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { Agent, request } from 'undici';
import { demoWorld } from './demo-world.ts';
import { benchQueries, type BenchQuery } from './queries.ts';

const whole = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number above 0 was expected.');
  return Number(text);
};

interface Options {
  readonly customers: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly concurrency: string;
  readonly query: string;
  readonly profile?: string;
}

const contestants = ['floor', 'hub', 'apollo'];
const agent = new Agent({ connections: 64, pipelining: 1 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm run bench -- gateway`: the same queries to the floor, the hub's engine and the stock engine, each in a process of
 * its own over the same databases, in turns. First all answers are compared. CPU is that of the server's process.
 */
export const gatewayBench = (signal: AbortSignal): Command =>
  new Command('gateway')
    .description('The floor, our engine and the stock one over the demo company: CPU a request, throughput, p50, p99')
    .option('--customers <n>', 'customers of the demo company', whole, 1_000)
    .option('--seconds <n>', 'of each turn', whole, 2)
    .option('--rounds <n>', 'turns of each', whole, 3)
    .option('--concurrency <list>', 'requests at a time', '1,16')
    .option('--query <text>', 'only queries with this in their name', '')
    .option('--profile <folder>', 'where V8 writes CPU profiles of the servers')
    .action((options: Options) => bench(options, signal));

interface Server {
  readonly name: string;
  readonly url: string;
  usage(): Promise<{ cpuMs: number; heapMiB: number }>;
  stop(): void;
}

async function startServer(name: string, env: Readonly<Record<string, string>>, folder?: string): Promise<Server> {
  const profile = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const child: ChildProcess = fork(fileURLToPath(new URL('./contestant.ts', import.meta.url)), [name], {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx', ...profile],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    name,
    url,
    async usage() {
      child.send('usage');
      const [usage] = (await once(child, 'message')) as [{ cpuMs: number; heapMiB: number }];
      return usage;
    },
    stop: () => child.disconnect(),
  };
}

async function ask(server: Server, body: string): Promise<string> {
  const { body: answer } = await request(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    dispatcher: agent,
  });
  return answer.text();
}

const bodyOf = ({ text, byCustomer }: BenchQuery, id: string): string =>
  JSON.stringify({ query: text, ...(byCustomer && { variables: { id } }) });

interface Turn {
  readonly bodies: readonly string[];
  readonly concurrency: number;
  readonly seconds: number;
}

interface Measured {
  requests: number;
  cpuMs: number;
  seconds: number;
  readonly latencies: number[];
}

async function measure(server: Server, { bodies, concurrency, seconds }: Turn, into: Measured): Promise<void> {
  const before = await server.usage();
  const began = performance.now();
  const end = began + seconds * 1000;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const from = performance.now();
      await ask(server, bodies[next++ % bodies.length] ?? '');
      into.latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  into.seconds += (performance.now() - began) / 1000;
  into.cpuMs += (await server.usage()).cpuMs - before.cpuMs;
  into.requests = into.latencies.length;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;

function report(name: string, measured: Measured, floor: Measured | undefined): void {
  const cpu = measured.cpuMs / measured.requests;
  const sorted = measured.latencies.toSorted((a, b) => a - b);
  const ratio = floor ? `${(cpu / (floor.cpuMs / floor.requests)).toFixed(2)}x` : '';
  const cells = [
    name.padEnd(8),
    `${cpu.toFixed(3)} ms CPU`.padStart(14),
    ratio.padStart(7),
    `${(measured.requests / measured.seconds).toFixed(0)}/s`.padStart(8),
    `p50 ${at(sorted, 0.5).toFixed(1)}`.padStart(10),
    `p99 ${at(sorted, 0.99).toFixed(1)} ms`.padStart(13),
  ];
  say(`  ${cells.join(' ')}`);
}

/** Answers without what differs by nature: how long each source took. */
const comparable = (answer: string): string => {
  const { data, errors } = JSON.parse(answer) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(`a query of the benchmark has errors: ${JSON.stringify(errors)}`);
  return JSON.stringify(data);
};

const unmeasured = (): Measured => ({ requests: 0, cpuMs: 0, seconds: 0, latencies: [] });

async function bench(options: Options, signal: AbortSignal): Promise<void> {
  const world = await demoWorld(options.customers);
  const servers: Server[] = [];
  try {
    for (const name of contestants) servers.push(await startServer(name, world.env, options.profile));
    const ids = await customerIds(servers);
    for (const query of (await benchQueries()).filter(({ name }) => name.includes(options.query))) {
      const bodies = (query.byCustomer ? ids : ['']).map((id) => bodyOf(query, id));
      await compareAnswers(servers, bodies);
      for (const concurrency of options.concurrency.split(',').map(Number)) {
        signal.throwIfAborted();
        say(`${query.name}, ${String(concurrency)} at a time`);
        await inTurns(servers, { bodies, concurrency, seconds: options.seconds }, options.rounds);
      }
    }
    for (const server of servers) say(`${server.name}: ${(await server.usage()).heapMiB.toFixed(0)} MiB`);
  } finally {
    for (const server of servers) server.stop();
    await agent.close();
    await world.stop();
  }
}

async function customerIds([server]: readonly Server[]): Promise<string[]> {
  if (!server) return [];
  const answer = await ask(server, '{"query":"{ customers(first: 50) { nodes { id } } }"}');
  const { data } = JSON.parse(answer) as { data: { customers: { nodes: { id: string }[] } } };
  return data.customers.nodes.map(({ id }) => id);
}

async function compareAnswers(servers: readonly Server[], bodies: readonly string[]): Promise<void> {
  for (const body of bodies) {
    const answers: string[] = [];
    for (const server of servers) answers.push(comparable(await ask(server, body)));
    if (new Set(answers).size > 1) throw new Error(`answers differ: ${body}`);
  }
}

async function inTurns(servers: readonly Server[], turn: Turn, rounds: number): Promise<void> {
  const all = servers.map((server) => ({ server, measured: unmeasured() }));
  // The round before the first warms up.
  for (let round = -1; round < rounds; round++)
    for (const { server, measured } of all) await measure(server, turn, round < 0 ? unmeasured() : measured);
  const floor = all.find(({ server }) => server.name === 'floor')?.measured;
  for (const { server, measured } of all) report(server.name, measured, floor);
}
