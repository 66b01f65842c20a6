import { loadavg, cpus } from 'node:os';
import { Command } from 'commander';
import { measureBeside, type BesideFigures } from './beside.ts';
import { ask, dataOf, openClient, type Client } from './client.ts';
import { contestantNames, contestants, startServer, type Server, type Surroundings } from './contestants.ts';
import { demoWorld } from './demo-world.ts';
import { figuresOf } from './figures.ts';
import { goalsOf, type Block } from './goals.ts';
import { inTurns, warmUp } from './measure.ts';
import { measureMemory, type MemoryFigures } from './memory.ts';
import { demoOptions, namesOf, whole, wholes } from './options.ts';
import { benchQueries, bodyOf, largePage } from './queries.ts';
import { besideLines, blockLines, goalLines, memoryGoals, memoryLines } from './report.ts';
import { surroundingsOf } from './surroundings.ts';

interface Options {
  readonly customers: number;
  readonly json: boolean;
  readonly seconds: number;
  readonly rounds: number;
  readonly concurrency: readonly number[];
  readonly contestants: readonly string[];
  readonly query: string;
  readonly beside: boolean;
  readonly memory: boolean;
  readonly profile?: string;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const described = Object.entries(contestants)
  .map(([name, { title }]) => `  ${name.padEnd(15)} ${title}`)
  .join('\n');

/**
 * `npm run bench -- gateway`: the same queries to all contestants, each in processes of its own over the same databases, in
 * turns. First all answers are compared. Tables or JSON on stdout, progress on stderr.
 */
export const gatewayBench = (signal: AbortSignal): Command =>
  demoOptions(new Command('gateway'))
    .description('Our engine, SQL by hand and other gateways over the demo company: CPU, throughput, latency, memory')
    .option('--seconds <n>', 'of each turn', whole, 2)
    .option('--rounds <n>', 'turns of each', whole, 3)
    .option('--concurrency <list>', 'requests at a time', wholes, [1, 16, 64])
    .option('--contestants <list>', 'only these', namesOf(contestantNames), contestantNames)
    .option('--query <text>', 'only queries with this in their name', '')
    .option('--no-beside', 'without the tiny query beside large pages (with --query there is none)')
    .option('--no-memory', 'without the memory of eight large pages at a time')
    .option('--profile <folder>', 'where V8 writes CPU profiles of the processes')
    .addHelpText(
      'after',
      `\nContestants:\n${described}\n\nHive Gateway is installed at its first use (bench/gateway/hive).`,
    )
    .action((options: Options) => bench(options, signal));

async function bench(options: Options, signal: AbortSignal): Promise<void> {
  say(`Making the demo company of ${String(options.customers)} customers`);
  const world = await demoWorld(options.customers, signal);
  const client = openClient();
  const print = (lines: readonly string[]): void => {
    if (!options.json) process.stdout.write(`${lines.join('\n')}\n`);
  };
  try {
    const given = { env: world.env, profile: options.profile, signal, say };
    const { blocks, beside } = await measureServers(client, surroundingsOf(given), options, print);
    const memory: Record<string, MemoryFigures> = {};
    for (const name of options.memory ? options.contestants : []) {
      signal.throwIfAborted();
      say(`memory: ${name}`);
      const found = await measureMemory(client, name, surroundingsOf(given));
      if (found) memory[name] = found;
    }
    const goals = [...goalsOf(blocks), ...memoryGoals(memory)];
    print([...(options.memory ? memoryLines(memory) : []), ...goalLines(goals)]);
    const machine = { node: process.version, cpus: cpus().length, load: loadavg()[0] };
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ ...machine, customers: options.customers, blocks, beside, memory, goals })}\n`,
      );
  } finally {
    client.close();
    await world.stop();
  }
}

interface Seen {
  readonly blocks: readonly Block[];
  readonly beside: Readonly<Record<string, BesideFigures>>;
}

async function measureServers(
  client: Client,
  surroundings: Surroundings,
  options: Options,
  print: (lines: readonly string[]) => void,
): Promise<Seen> {
  const blocks: Block[] = [];
  const servers: Server[] = [];
  const { signal } = surroundings;
  try {
    for (const name of options.contestants) {
      signal.throwIfAborted();
      say(`Starting ${name}`);
      const server = await startServer(name, surroundings);
      if (server) servers.push(server);
    }
    const ids = await customerIds(client, servers);
    for (const query of (await benchQueries()).filter(({ name }) => name.includes(options.query))) {
      const bodies = ids.map((id) => bodyOf(query, id));
      say(`${query.name}: comparing the answers`);
      await compareAnswers(client, servers, bodies);
      say(`${query.name}: warming up`);
      await warmUp(client, servers, bodies, signal);
      for (const concurrency of options.concurrency) {
        say(`${query.name}, ${String(concurrency)} at a time (load ${(loadavg()[0] ?? 0).toFixed(1)})`);
        const turn = { bodies, concurrency, seconds: options.seconds };
        const seen = await inTurns({ client, servers, turn, rounds: options.rounds, signal });
        const figures = Object.fromEntries([...seen].map(([name, measured]) => [name, figuresOf(measured)]));
        const block = { query: query.name, concurrency, figures };
        blocks.push(block);
        print(blockLines(block));
      }
    }
    if (!options.beside || options.query !== '') return { blocks, beside: {} };
    say('the tiny query beside large pages');
    const beside = await measureBeside({ client, servers, ids, ...options, signal });
    print(besideLines(beside));
    return { blocks, beside };
  } finally {
    for (const { processes } of servers) for (const process of processes) process.stop();
  }
}

/** Customers to ask for: as many as requests may be under way, with a page of 1,000 after each. */
async function customerIds(client: Client, servers: readonly Server[]): Promise<string[]> {
  const [server] = servers;
  if (!server) return [];
  const { data } = JSON.parse(await ask(client, server.url, bodyOf(largePage, ''))) as {
    data: { customers: { nodes: { id: string }[] } };
  };
  return data.customers.nodes.slice(0, 64).map(({ id }) => id);
}

/** Throws when two servers give other data for one request. */
async function compareAnswers(client: Client, servers: readonly Server[], bodies: readonly string[]): Promise<void> {
  for (const body of bodies) {
    const answers = await Promise.all(servers.map(async ({ url }) => dataOf(await ask(client, url, body))));
    const at = answers.findIndex((answer) => answer !== answers[0]);
    if (at > 0)
      throw new Error(
        `${servers[at]?.name ?? ''} and ${servers[0]?.name ?? ''} answer differently: ${body.slice(-100)}`,
      );
  }
}
