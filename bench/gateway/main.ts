import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { demoWorld } from './demo-world.ts';
import { benchQueries, type BenchQuery } from './queries.ts';

/**
 * `npm run bench -- gateway`: the same queries to the floor, the hub's engine and the stock engine, each in a process of
 * its own over the same databases, in turns. First all answers are compared. CPU is that of the server's process.
 */
const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', multiple: true, default: ['1', '16'] },
    contestants: { type: 'string', default: 'floor,hub,apollo' },
    query: { type: 'string', default: '' },
    profile: { type: 'string' },
  },
});
const agent = new Agent({ connections: 64, pipelining: 1 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Server {
  readonly name: string;
  readonly url: string;
  usage(): Promise<{ cpuMs: number; heapMiB: number }>;
  stop(): void;
}

async function startServer(name: string, env: Readonly<Record<string, string>>): Promise<Server> {
  const profile = values.profile === name ? ['--cpu-prof', '--cpu-prof-dir=/tmp/bench-profile'] : [];
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

interface Measured {
  requests: number;
  cpuMs: number;
  seconds: number;
  readonly latencies: number[];
}

async function measure(server: Server, bodies: readonly string[], concurrency: number, into: Measured): Promise<void> {
  const before = await server.usage();
  const began = performance.now();
  const end = began + Number(values.seconds) * 1000;
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

const world = await demoWorld(Number(values.customers));
const servers = await Promise.all(values.contestants.split(',').map((name) => startServer(name, world.env)));
try {
  const [first] = servers;
  if (!first) throw new Error('no contestants');
  const listed = JSON.parse(await ask(first, '{"query":"{ customers(first: 50) { nodes { id } } }"}')) as {
    data: { customers: { nodes: { id: string }[] } };
  };
  const ids = listed.data.customers.nodes.map(({ id }) => id);
  for (const query of (await benchQueries()).filter(({ name }) => name.includes(values.query))) {
    const bodies = (query.byCustomer ? ids : ['']).map((id) => bodyOf(query, id));
    for (const body of bodies) {
      const answers: string[] = [];
      for (const server of servers) answers.push(comparable(await ask(server, body)));
      if (new Set(answers).size > 1) throw new Error(`answers differ: ${body}`);
    }
    for (const concurrency of values.concurrency.map(Number)) {
      say(`${query.name}, ${String(concurrency)} at a time`);
      const measured = servers.map((): Measured => ({ requests: 0, cpuMs: 0, seconds: 0, latencies: [] }));
      for (let round = -1; round < Number(values.rounds); round++)
        for (const [i, server] of servers.entries()) {
          // The round before the first warms up.
          const into = round < 0 ? { requests: 0, cpuMs: 0, seconds: 0, latencies: [] } : measured[i];
          if (into) await measure(server, bodies, concurrency, into);
        }
      const floorAt = servers.findIndex(({ name }) => name === 'floor');
      for (const [i, server] of servers.entries()) {
        const mine = measured[i];
        if (mine) report(server.name, mine, measured[floorAt]);
      }
    }
  }
  for (const server of servers) say(`${server.name}: ${(await server.usage()).heapMiB.toFixed(0)} MiB`);
} finally {
  for (const server of servers) server.stop();
  await agent.close();
  await world.stop();
}
