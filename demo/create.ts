import { setImmediate } from 'node:timers/promises';
import { company as makeCompany } from './company/company.ts';
import { planHistory } from './history/plan.ts';
import { Sequences } from './history/sequences.ts';
import { DemoDatabase } from './load/demo-database.ts';
import { marker } from './load/marker.ts';
import { placeOf, type DemoServers } from './load/server.ts';
import { TruthFile } from './load/truth-file.ts';
import { demoConnections } from './connections.ts';
import { demoSystems } from './systems/list.ts';

export interface Progress {
  /** For a reader: `customers and what happened to them`. */
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

export interface CreateDemoOptions extends DemoServers {
  /** How many real customers: 50 to 100,000. */
  readonly customers: number;
  /** Whole number; the same seed gives the same rows. */
  readonly seed: number;
  /** Folder for truth.csv, stories.jsonl and company.json. */
  readonly truthFolder: string;
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting removes what was begun and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Demo {
  /** URL of the account that can only SELECT, by environment variable. */
  readonly connections: Record<string, string>;
  readonly accounts: number;
  readonly stories: number;
  /** Rows by system. */
  readonly rows: Record<string, number>;
}

const batch = 100;

/**
 * Makes the company's six legacy databases, in place of earlier demo databases of the same prefix, and the truth about
 * them. Rejects, with nothing left behind, when a database of that name is not ours, the signal is aborted, or a server
 * fails.
 */
export async function createDemo(options: CreateDemoOptions): Promise<Demo> {
  refuseMisuse(options);
  const truth = await TruthFile.begin(options.truthFolder);
  const databases: DemoDatabase[] = [];
  try {
    const begun = await Promise.allSettled(demoSystems.map((s) => DemoDatabase.begin(s, placeOf(options, s))));
    for (const each of begun) if (each.status === 'fulfilled') databases.push(each.value);
    for (const each of begun) if (each.status === 'rejected') throw each.reason;
    await writeEverything(options, databases, truth);
    return await finish(options, databases, truth);
  } catch (error) {
    await Promise.allSettled([truth.discard(), ...databases.map((d) => d.discard())]);
    throw error;
  }
}

function refuseMisuse({ customers, seed }: CreateDemoOptions): void {
  const wrong: string[] = [];
  if (!Number.isInteger(customers) || customers < 50 || customers > 100_000)
    wrong.push(`customers must be a whole number from 50 to 100000, found ${customers}`);
  if (!Number.isInteger(seed) || Math.abs(seed) > 2 ** 31)
    wrong.push(`seed must be a whole number of at most 31 bits, found ${seed}`);
  if (wrong.length > 0) throw new RangeError(wrong.join('; '));
}

async function writeEverything(options: CreateDemoOptions, databases: DemoDatabase[], truth: TruthFile): Promise<void> {
  const company = makeCompany(options.seed);
  const sequences = new Sequences();
  for (const { system, bulk } of databases) system.writeMasters(company, bulk);
  const send = (everything: boolean) => Promise.all(databases.map(({ bulk }) => bulk.send(bulk.take(everything))));
  // The next batch is made while the servers still take in the last one.
  let sending: Promise<unknown> = Promise.resolve();
  for (let entity = 0; entity < options.customers;) {
    options.signal?.throwIfAborted();
    for (const end = Math.min(entity + batch, options.customers); entity < end; entity++) {
      const history = planHistory(company, entity, sequences);
      for (const { system, bulk } of databases) system.writeHistory(history, bulk);
      truth.add(history);
    }
    await sending;
    sending = send(false);
    sending.catch(() => undefined);
    await truth.drain();
    options.onProgress?.({ step: 'customers and what happened to them', done: entity, total: options.customers });
    await setImmediate();
  }
  await sending;
  await send(true);
}

async function finish(options: CreateDemoOptions, databases: DemoDatabase[], truth: TruthFile): Promise<Demo> {
  const mark = marker(options.seed, options.customers);
  const total = databases.length;
  let done = 0;
  const report = () => options.onProgress?.({ step: 'indexes and statistics', done, total });
  report();
  options.signal?.throwIfAborted();
  const finished = await Promise.allSettled(
    databases.map(async (database) => {
      await database.finish(mark);
      done++;
      report();
    }),
  );
  for (const each of finished) if (each.status === 'rejected') throw each.reason;
  const counts = await truth.finish(mark);
  const rows = Object.fromEntries(
    databases.map(({ system, bulk }) => [system.system, [...bulk.counts.values()].reduce((a, b) => a + b, 0)]),
  );
  return { connections: demoConnections(options), ...counts, rows };
}
