import type { Figures } from './figures.ts';

/** Figures by contestant, of one query and concurrency. */
export interface Block {
  readonly query: string;
  readonly concurrency: number;
  readonly figures: Readonly<Record<string, Figures>>;
}

export interface Goal {
  readonly what: string;
  readonly limit: number;
  readonly found: number;
  readonly reached: boolean;
}

/** Concurrency that the goals are set for. */
const goalConcurrency = 16;
const cpuLimits: Readonly<Record<string, number>> = {
  'customer 360': 1.25,
  'page of 1,000, flat': 1.25,
  'page of 50, nested': 1.4,
  tiny: 1.4,
};
const coalescedLimits: Readonly<Record<string, number>> = { 'customer 360': 0.8 };
const leastThroughput = { apollo: 2.5, hive: 6 } as const;
export const memoryLimit = 1.5;

const atMost = (what: string, limit: number, found: number): Goal => ({ what, limit, found, reached: found <= limit });
const atLeast = (what: string, limit: number, found: number): Goal => ({ what, limit, found, reached: found >= limit });

/** What was to be reached and what was, of everything that was measured. */
export function goalsOf(blocks: readonly Block[]): Goal[] {
  return blocks.flatMap(({ query, concurrency, figures }) => {
    if (concurrency !== goalConcurrency) return [];
    const goals: Goal[] = [];
    const { floor, hub, 'hub-coalescing': coalescing } = figures;
    const cpu = cpuLimits[query];
    if (floor && hub && cpu !== undefined)
      goals.push(atMost(`${query}: CPU of hub by floor, at most`, cpu, hub.cpuMs / floor.cpuMs));
    const coalesced = coalescedLimits[query];
    if (floor && coalescing && coalesced !== undefined)
      goals.push(
        atMost(`${query}: CPU of hub-coalescing by floor, at most`, coalesced, coalescing.cpuMs / floor.cpuMs),
      );
    for (const [name, least] of Object.entries(leastThroughput)) {
      const peer = figures[name];
      if (hub && peer)
        goals.push(atLeast(`${query}: throughput of hub by ${name}, at least`, least, hub.perSecond / peer.perSecond));
    }
    return goals;
  });
}
