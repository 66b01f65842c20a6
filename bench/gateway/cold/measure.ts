import { ask, type Client } from '../client.ts';
import { usageOf, type Server } from '../contestants.ts';
import { quantile } from '../figures.ts';

/** What was seen of one server up to so many cold operations, since the milestone before; times in milliseconds. */
export interface Milestone {
  readonly operations: number;
  readonly coldP50Ms: number;
  readonly coldP99Ms: number;
  /** CPU of a cold one, which other work on the machine does not lengthen. */
  readonly cpuP50Ms: number;
  readonly cpuP99Ms: number;
  /** Of operations asked a second time at once: what is not the price of being new. */
  readonly againP99Ms: number;
  readonly hotP50Ms: number;
  readonly hotP99Ms: number;
  /** CPU of a hot operation, all of them asked once, and asked once more: more the first time means that they were thrown out. */
  readonly hotCpuMs: number;
  readonly hotAgainCpuMs: number;
  /** After collecting garbage. */
  readonly heapMiB: number;
  readonly rssMiB: number;
}

export interface ColdRun {
  readonly server: Server;
  /** Operations that were answered without data: refused for their cost, above all. */
  refused: number;
  /** Milliseconds of each cold operation. */
  readonly cold: number[];
  readonly milestones: Milestone[];
}

export interface ColdOptions {
  readonly client: Client;
  readonly servers: readonly Server[];
  readonly cold: readonly string[];
  readonly hot: readonly string[];
  /** Counts of cold operations after which memory is looked at. */
  readonly at: readonly number[];
  readonly signal: AbortSignal;
  say(line: string): void;
}

/** A hot operation is asked after so many cold ones, one hot one after the other. */
const coldPerHot = 10;

/** Hot operations and V8 are warm before a cold one counts: so often all hot ones are asked. */
const warmRounds = 10;

class Watch {
  readonly run: ColdRun;
  /** How many cold operations were asked before the last milestone. */
  #coldBefore = 0;
  #cpu: number[] = [];
  #again: number[] = [];
  #hot: number[] = [];

  constructor(
    readonly client: Client,
    server: Server,
  ) {
    this.run = { server, refused: 0, cold: [], milestones: [] };
  }

  async #timed(body: string): Promise<{ ms: number; text: string }> {
    const from = performance.now();
    const text = await ask(this.client, this.run.server.url, body);
    return { ms: performance.now() - from, text };
  }

  async cold(body: string, again: boolean): Promise<void> {
    const before = await usageOf(this.run.server);
    const { ms, text } = await this.#timed(body);
    this.#cpu.push((await usageOf(this.run.server)).cpuMs - before.cpuMs);
    if (!text.startsWith('{"data":{')) this.run.refused++;
    this.run.cold.push(ms);
    if (again) this.#again.push((await this.#timed(body)).ms);
  }

  async hot(body: string): Promise<void> {
    this.#hot.push((await this.#timed(body)).ms);
  }

  /** Looks at memory, for which garbage is collected: that throws compiled code away, so it is warmed up again. */
  async milestone(operations: number, hot: readonly string[]): Promise<void> {
    const hotCpuMs = await this.#cpuOf(hot);
    const hotAgainCpuMs = await this.#cpuOf(hot);
    const { heapMiB, rssMiB } = await usageOf(this.run.server, 'settle');
    const cold = this.run.cold.slice(this.#coldBefore);
    this.run.milestones.push({
      operations,
      coldP50Ms: quantile(cold, 0.5),
      coldP99Ms: quantile(cold, 0.99),
      cpuP50Ms: quantile(this.#cpu, 0.5),
      cpuP99Ms: quantile(this.#cpu, 0.99),
      againP99Ms: quantile(this.#again, 0.99),
      hotP50Ms: quantile(this.#hot, 0.5),
      hotP99Ms: quantile(this.#hot, 0.99),
      hotCpuMs,
      hotAgainCpuMs,
      heapMiB,
      rssMiB,
    });
    [this.#coldBefore, this.#cpu, this.#again, this.#hot] = [this.run.cold.length, [], [], []];
    for (let round = 0; round < warmRounds; round++) for (const body of hot) await this.#timed(body);
  }

  async #cpuOf(bodies: readonly string[]): Promise<number> {
    const before = await usageOf(this.run.server);
    for (const body of bodies) await this.#timed(body);
    return ((await usageOf(this.run.server)).cpuMs - before.cpuMs) / bodies.length;
  }
}

/** Asks every server every operation once, one server after the other, with hot operations in between. */
export async function measureCold(options: ColdOptions): Promise<ColdRun[]> {
  const { client, servers, cold, hot, at, signal, say } = options;
  const watches = servers.map((server) => new Watch(client, server));
  for (const watch of watches)
    for (let round = 0; round < warmRounds; round++) for (const body of hot) await watch.hot(body);
  for (const watch of watches) await watch.milestone(0, hot);
  for (const [index, body] of cold.entries()) {
    signal.throwIfAborted();
    const count = index + 1;
    for (const watch of index % 2 === 0 ? watches : watches.toReversed()) {
      await watch.cold(body, index % 10 === 0);
      if (count % coldPerHot === 0) await watch.hot(hot[(count / coldPerHot) % hot.length] ?? '');
    }
    if (count % 1000 === 0) say(`${String(count)} cold operations`);
    if (at.includes(count)) for (const watch of watches) await watch.milestone(count, hot);
  }
  return watches.map(({ run }) => run);
}
