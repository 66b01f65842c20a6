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
    all.push({
      name: one.name,
      status: first.status,
      firstMs: first.ms,
      p50Ms: quantile(rest, 0.5),
      worstMs: rest.length > 0 ? Math.max(...rest) : first.ms,
      cpuMs: ((await process.usage()).cpuMs - before.cpuMs) / rounds,
    });
  }
  return all;
}

/** What is beside an honest request. */
export const company = ['nobody', 'an honest client', 'a hostile client'] as const;
export type Company = (typeof company)[number];

/** Latencies of an honest request, asked again and again for so many seconds, milliseconds. */
export async function probe(client: Client, url: string, seconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const from = performance.now();
    const text = await ask(client, url, honestBody);
    latencies.push(performance.now() - from);
    if (!isHonestAnswer(text)) throw new Error(`the probe was answered: ${text.slice(0, 300)}`);
  }
  return latencies;
}

/** Seconds of an honest request in one company, and of what comes before they count. */
export const turnSeconds = 1;
const settleSeconds = 0.1;

/** An honest request asked again and again for a second. */
export interface Turn {
  /** Milliseconds each. */
  readonly latencies: readonly number[];
  /** Requests of the neighbour meanwhile. */
  readonly others: number;
}

/** Turns of an honest request in each company, so many seconds each, one after the other: what else the machine does then falls on all alike. */
export async function probeInTurns(
  client: Client,
  url: string,
  neighbour: MeasuredProcess,
  seconds: number,
  signal: AbortSignal,
): Promise<Record<Company, Turn[]>> {
  const turns: Record<Company, Turn[]> = { nobody: [], 'an honest client': [], 'a hostile client': [] };
  for (let turn = 0; turn < Math.ceil(seconds / turnSeconds); turn++)
    for (let at = 0; at < company.length; at++) {
      signal.throwIfAborted();
      const beside = company[(at + turn) % company.length] ?? 'nobody';
      neighbour.tell(beside);
      await probe(client, url, settleSeconds);
      const before = await neighbour.ask('how many');
      const latencies = await probe(client, url, turnSeconds);
      neighbour.tell('nobody');
      turns[beside].push({ latencies, others: (await neighbour.ask('how many')) - before });
    }
  return turns;
}
