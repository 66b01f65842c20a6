import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../differential/generate/random.ts';
import type { Outage } from './judge.ts';
import type { Asked, Load } from './load.ts';
import { single, whole } from './queries.ts';
import type { Target } from './targets.ts';
import type { World } from './world.ts';

export interface Schedule {
  /** Milliseconds of load before the first outage. */
  readonly quietMs: number;
  readonly outageMs: number;
  /** Milliseconds of calm after each outage. */
  readonly calmMs: number;
  /** Milliseconds after which no outage begins any more. */
  readonly totalMs: number;
  readonly perSecond: number;
  progress?(outage: Outage): void;
}

/** A third asks for everything, the rest for one part each. */
const askedBy = (random: Random, customers: readonly string[]): Asked => ({
  query: random.chance(1 / 3) ? whole : (random.pick(single) ?? whole),
  customer: random.pick(customers) ?? '',
});

/** Every operation once for every customer, so that what is measured later is compiled and connected. */
export async function warmUp(world: World, load: Load): Promise<void> {
  for (const customer of world.customers) for (const query of [whole, ...single]) await load.fire({ query, customer });
  load.restart();
}

/** Puts load on a world and lets its parts fail, one at a time, all kinds of faults in a shuffled order. */
export async function runOutages(world: World, load: Load, random: Random, schedule: Schedule): Promise<Outage[]> {
  let isOver = false;
  const asking = load.openLoop(schedule.perSecond, () => (isOver ? null : askedBy(random, world.customers)));
  const outages: Outage[] = [];
  try {
    await sleep(schedule.quietMs);
    for (const [fault, target] of shuffledFor(world.targets, random)) {
      if (load.now() >= schedule.totalMs) break;
      const from = load.now();
      await target.begin(fault);
      await sleep(schedule.outageMs);
      const to = load.now();
      await target.end();
      await sleep(schedule.calmMs);
      const { kind, name, touches } = target;
      const outage = { kind, target: name, fault, touches, from, to, until: load.now() };
      outages.push(outage);
      schedule.progress?.(outage);
    }
  } finally {
    isOver = true;
    await asking;
    await load.settled();
  }
  return outages;
}

/** Every kind of fault comes once before any comes again; each time it hits another target. */
function* shuffledFor(targets: readonly Target[], random: Random): Generator<[string, Target]> {
  const kinds = [...new Set(targets.map(({ kind }) => kind))].flatMap((kind) => {
    const hit = targets.filter((target) => target.kind === kind);
    return (hit[0]?.faults ?? []).map((fault) => ({ fault, hit }));
  });
  for (let round = random.below(100); ; round += 1) {
    const bag = [...kinds];
    while (bag.length > 0) {
      const { fault, hit } = bag.splice(random.below(bag.length), 1)[0] ?? { fault: '', hit: [] };
      const target = hit[(round + fault.length) % hit.length];
      if (target) yield [fault, target];
    }
  }
}
