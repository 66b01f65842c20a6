import { fileURLToPath } from 'node:url';
import { supergraphFile } from '../../schema/artefacts.ts';
import { installHive } from './hive/install.ts';
import { startHive } from './hive/start.ts';
import { startOwn, type MeasuredProcess, type Usage } from './processes/measured-process.ts';
import { supergraphAt } from './supergraph-at.ts';

/** Something that answers the queries, with all processes that it takes. */
export interface Server {
  readonly name: string;
  readonly url: string;
  readonly processes: readonly MeasuredProcess[];
}

export interface Surroundings {
  /** URLs of the databases, and whatever else its processes should have. */
  readonly env: Readonly<Record<string, string>>;
  /** Where CPU profiles go. */
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
  say(line: string): void;
  /** The process with all subgraphs over HTTP, which those that need it share: only one is asked at a time. */
  subgraphs(): Promise<{ process: MeasuredProcess; ready: Readonly<Record<string, string>> }>;
}

type Start = (surroundings: Surroundings) => Promise<Omit<Server, 'name'>>;

const ownSupergraph = fileURLToPath(supergraphFile);

const alone =
  (program: string, args: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Start =>
  async ({ env, profile }) => {
    const { process, ready } = await startOwn<string>(program, { args, env: { ...env, ...more }, profile });
    return { url: ready, processes: [process] };
  };

const overHttp =
  (engine: string): Start =>
  async (surroundings) => {
    const { env, profile } = surroundings;
    const subgraphs = await surroundings.subgraphs();
    const args = [engine, ownSupergraph, JSON.stringify(subgraphs.ready)];
    const { process, ready } = await startOwn<string>('gateway', { args, env, profile });
    return { url: ready, processes: [process, subgraphs.process] };
  };

const hive: Start = async (surroundings) => {
  await installHive(surroundings.signal, (line) => {
    surroundings.say(line);
  });
  const subgraphs = await surroundings.subgraphs();
  const supergraph = await supergraphAt(subgraphs.ready);
  const { process, url } = await startHive({ supergraph, profile: surroundings.profile });
  return { url, processes: [process, subgraphs.process] };
};

interface Contestant {
  readonly title: string;
  readonly start: Start;
  /** Needs what may not be there: without it the rest is measured. */
  readonly isOptional?: true;
}

/** All that are measured, by name. */
export const contestants: Readonly<Record<string, Contestant>> = {
  floor: { title: 'SQL and JSON written by hand', start: alone('floor') },
  hub: { title: "the hub's engine, subgraphs in process", start: alone('gateway', ['hub', ownSupergraph]) },
  'hub-coalescing': {
    title: 'the same with statements of several requests in one',
    start: alone('gateway', ['hub', ownSupergraph], { HUB_COALESCE_STATEMENTS: 'true' }),
  },
  apollo: { title: '@apollo/gateway, subgraphs in process', start: alone('gateway', ['apollo', ownSupergraph]) },
  'hub-http': { title: "the hub's engine over HTTP subgraphs", start: overHttp('hub') },
  'apollo-http': { title: '@apollo/gateway over HTTP subgraphs', start: overHttp('apollo') },
  hive: { title: 'Hive Gateway with its Rust planner over HTTP subgraphs', start: hive, isOptional: true },
};

export const contestantNames = Object.keys(contestants);

/** Starts a contestant; null when what it needs can't be had, and says why. */
export async function startServer(name: string, surroundings: Surroundings): Promise<Server | null> {
  const contestant = contestants[name];
  if (!contestant) throw new Error(`no contestant ${name}`);
  try {
    return { name, ...(await contestant.start(surroundings)) };
  } catch (error) {
    if (!contestant.isOptional || surroundings.signal.aborted) throw error;
    surroundings.say(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** The sum over all processes of a server; the peak is the sum of their peaks. */
export async function usageOf({ processes }: Server, what: 'usage' | 'begin' | 'settle' = 'usage'): Promise<Usage> {
  const all = await Promise.all(processes.map((process) => process[what]()));
  const sum = (key: keyof Usage): number => all.reduce((total, usage) => total + usage[key], 0);
  return { cpuMs: sum('cpuMs'), rssMiB: sum('rssMiB'), heapMiB: sum('heapMiB'), peakMiB: sum('peakMiB') };
}
