import type { Client } from './client.ts';
import type { Server } from './contestants.ts';
import { figuresOf, type Figures } from './figures.ts';
import { measure, unmeasured } from './measure.ts';
import { bodyOf, largePage, tiny, type BenchQuery } from './queries.ts';

/** What somebody sees who asks for little, one request at a time, while others ask for large pages. */
export interface BesideFigures {
  readonly tiny: Figures;
  readonly large: Figures;
}

export const largeAtATime = 8;

export interface Beside {
  readonly client: Client;
  readonly servers: readonly Server[];
  /** Customers to ask for. */
  readonly ids: readonly string[];
  readonly seconds: number;
  readonly rounds: number;
  readonly signal: AbortSignal;
}

/** In turns, round by round. The servers are warm. */
export async function measureBeside(options: Beside): Promise<Record<string, BesideFigures>> {
  const { client, servers, ids, seconds, rounds, signal } = options;
  const turnOf = (query: BenchQuery, concurrency: number) => ({
    bodies: ids.map((id) => bodyOf(query, id)),
    concurrency,
    seconds,
  });
  const [few, many] = [turnOf(tiny, 1), turnOf(largePage, largeAtATime)];
  const all = servers.map((server) => ({ server, tiny: unmeasured(), large: unmeasured() }));
  for (let round = 0; round < rounds; round++)
    for (const { server, ...into } of all) {
      signal.throwIfAborted();
      await Promise.all([measure(client, server, few, into.tiny), measure(client, server, many, into.large)]);
    }
  return Object.fromEntries(
    all.map(({ server, ...seen }) => [server.name, { tiny: figuresOf(seen.tiny), large: figuresOf(seen.large) }]),
  );
}
