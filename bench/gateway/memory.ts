import { ask, type Client } from './client.ts';
import { startServer, usageOf, type Server, type Surroundings } from './contestants.ts';
import { bodyOf, largePage } from './queries.ts';

/** Resident memory of all processes of a server, MiB. */
export interface MemoryFigures {
  /** After a few pages, garbage collected. */
  readonly quietMiB: number;
  /** Most while eight pages are asked for at a time. */
  readonly peakMiB: number;
}

const atATime = 8;
const repeats = 5;

async function pages(client: Client, server: Server, count: number): Promise<void> {
  // Cursors that differ, of places before every customer.
  const bodies = Array.from({ length: count }, (_, at) => bodyOf(largePage, '0'.repeat(at)));
  await Promise.all(bodies.map((body) => ask(client, server.url, body)));
}

/** Starts it anew, so that what it did before does not count, and asks for eight pages of 1,000 at a time. */
export async function measureMemory(
  client: Client,
  name: string,
  surroundings: Surroundings,
): Promise<MemoryFigures | null> {
  const server = await startServer(name, surroundings);
  if (!server) return null;
  try {
    for (let round = 0; round < 3; round++) await pages(client, server, 1);
    const { rssMiB: quietMiB } = await usageOf(server, 'settle');
    for (let round = 0; round < repeats; round++) await pages(client, server, atATime);
    return { quietMiB, peakMiB: (await usageOf(server)).peakMiB };
  } finally {
    for (const each of server.processes) each.stop();
  }
}
