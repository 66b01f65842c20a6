import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';
import { usageOf, type Server } from './contestants.ts';

export interface Turn {
  readonly bodies: readonly string[];
  /** Requests at a time. */
  readonly concurrency: number;
  readonly seconds: number;
  /** Ends as soon as so many requests were answered. */
  readonly most?: number;
}

/** What was seen of one server, query and concurrency, over all rounds. */
export interface Measured {
  readonly latencies: number[];
  cpuMs: number;
  seconds: number;
  /** Highest of the rounds. */
  peakMiB: number;
  /** Requests that were told to come again (429, 503): not among the latencies. */
  turnedAway: number;
}

export const unmeasured = (): Measured => ({ latencies: [], cpuMs: 0, seconds: 0, peakMiB: 0, turnedAway: 0 });

/** Milliseconds that a client waits who was turned away. */
const comesAgainMs = 100;

/** How an answer begins that has data. */
const dataFirst = Buffer.from('{"data":');
/** Bytes of an answer that are kept: to say what is wrong with it. To copy more is the client's work, which counts for all alike. */
const kept = 300;

/** Asks for so many seconds and adds what was seen. */
export async function measure(client: Client, server: Server, turn: Turn, into: Measured): Promise<void> {
  const { bodies, concurrency, seconds, most = Infinity } = turn;
  const before = await usageOf(server, 'begin');
  const began = performance.now();
  const end = began + seconds * 1000;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end && into.latencies.length < most) {
      const from = performance.now();
      const { status, body } = await client.send(server.url, bodies[next++ % bodies.length] ?? '', {}, kept);
      if (status === 429 || status === 503) {
        into.turnedAway += 1;
        await sleep(comesAgainMs);
        continue;
      }
      into.latencies.push(performance.now() - from);
      if (!body.subarray(0, dataFirst.length).equals(dataFirst))
        throw new Error(`${server.name} answered: ${body.toString()}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  into.seconds += (performance.now() - began) / 1000;
  const after = await usageOf(server);
  into.cpuMs += after.cpuMs - before.cpuMs;
  into.peakMiB = Math.max(into.peakMiB, after.peakMiB);
}

export interface InTurns {
  readonly client: Client;
  readonly servers: readonly Server[];
  readonly turn: Turn;
  readonly rounds: number;
  readonly signal: AbortSignal;
}

/** What warms a server up: V8 compiles what is hot for thousands of requests, the more code the longer. */
const warming = { concurrency: 16, most: 10_000, seconds: 15 };

/** Asks each server until V8 has compiled what these requests need. */
export async function warmUp(
  client: Client,
  servers: readonly Server[],
  bodies: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const server of servers) {
    signal.throwIfAborted();
    await measure(client, server, { ...warming, bodies }, unmeasured());
  }
}

/** One server after the other, round by round, another one first each time. */
export async function inTurns(options: InTurns): Promise<Map<string, Measured>> {
  const { client, servers, turn, rounds, signal } = options;
  const all = new Map(servers.map(({ name }) => [name, unmeasured()]));
  for (let round = 0; round < rounds; round++)
    for (let at = 0; at < servers.length; at++) {
      signal.throwIfAborted();
      const server = servers[(at + round) % servers.length];
      const into = server && all.get(server.name);
      if (into) await measure(client, server, turn, into);
    }
  return all;
}
