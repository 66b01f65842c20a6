import { hostile, type Hostile } from '../../../scenarios/hostile/operations.ts';
import { ask, type Client } from '../client.ts';
import { quantile } from '../figures.ts';
import type { MeasuredProcess } from '../processes/measured-process.ts';
import { honestBody, isHonestAnswer } from './honest.ts';

export interface HostileServer {
  readonly url: string;
  readonly process: MeasuredProcess;
}

/** How long one hostile request took, milliseconds. */
export interface HostileFigures {
  readonly name: string;
  readonly status: number;
  /** Of the first time. */
  readonly firstMs: number;
  /** Of all times after it. */
  readonly p50Ms: number;
  readonly worstMs: number;
  /** The gateway's, per request. */
  readonly cpuMs: number;
}

async function timed(client: Client, url: string, { body, headers }: Hostile): Promise<{ ms: number; status: number }> {
  const from = performance.now();
  // A body that is too large may be refused by closing the connection while it is still being sent.
  const { status } = await client.send(url, body, headers).catch(() => ({ status: 0 }));
  return { ms: performance.now() - from, status };
}

/** Sends each hostile request so many times, one at a time. */
export async function measureHostile(
  client: Client,
  { url, process }: HostileServer,
  rounds: number,
  signal: AbortSignal,
): Promise<HostileFigures[]> {
  const all: HostileFigures[] = [];
  for (const one of hostile) {
    signal.throwIfAborted();
    const before = await process.usage();
    const first = await timed(client, url, one);
    const rest: number[] = [];
    for (let round = 1; round < rounds; round++) rest.push((await timed(client, url, one)).ms);
    const sorted = rest.toSorted((a, b) => a - b);
    all.push({
      name: one.name,
      status: first.status,
      firstMs: first.ms,
      p50Ms: quantile(sorted, 0.5),
      worstMs: sorted.at(-1) ?? first.ms,
      cpuMs: ((await process.usage()).cpuMs - before.cpuMs) / rounds,
    });
  }
  return all;
}

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Latency of an honest request, asked again and again for so many seconds, milliseconds. */
export async function probe(client: Client, url: string, seconds: number): Promise<Latency> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const from = performance.now();
    const text = await ask(client, url, honestBody);
    latencies.push(performance.now() - from);
    if (!isHonestAnswer(text)) throw new Error(`the probe was answered: ${text.slice(0, 300)}`);
  }
  const sorted = latencies.toSorted((a, b) => a - b);
  return { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
}
