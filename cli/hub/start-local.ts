import { join } from 'node:path';
import type { Logger } from 'pino';
import { createRequestContext, systemClock } from '../../kit/context.ts';
import type { RawEnv } from '../../kit/env/read-env.ts';
import type { Secret } from '../../kit/env/secret.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { endSmall } from '../../kit/http/short-lives.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import type { Telemetry } from '../../kit/telemetry/telemetry.ts';
import { NoAnswer } from '../faults.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../progress.ts';
import type { Cleanup } from './cleanup.ts';
import { takeDataDir } from './data-dir.ts';
import { assertUrls, definitionsOf } from './definitions.ts';
import type { DemoFound } from './demo-company.ts';
import { demoFolders } from './demo-folders.ts';
import { startServer } from './hub-database.ts';
import { openHub } from './open-hub.ts';
import type { StartPlan } from './start-plan.ts';
import { loadModules } from './subgraph-modules.ts';
import { systemsToSync } from './systems-to-sync.ts';
import { syncApart } from './sync-apart.ts';
import { syncTicker } from './sync-progress.ts';

export interface LocalPart {
  readonly subgraphs: readonly RunningSubgraph[];
  /** Systems whose sources are read in this process. */
  readonly systems: readonly string[];
}

export interface StartLocal {
  readonly plan: StartPlan;
  readonly io: Io;
  readonly log: Logger;
  readonly telemetry: Telemetry;
  readonly ends: Cleanup;
  readonly progress: Progress;
}

/** Starts everything that runs in this process below the gateway: databases, sources, subgraphs; syncs what is new. */
export async function startLocal(start: StartLocal): Promise<LocalPart> {
  const { plan, io, log, telemetry, ends, progress } = start;
  if (plan.local.length === 0) return { subgraphs: [], systems: [] };
  const modules = await loadModules();
  const folders = plan.isDemo ? demoFolders() : plan.folders;
  const definitions = definitionsOf(folders, modules);
  if (!plan.isDemo) assertUrls(definitions, io.env);
  const { env, isNew } = await databases(start);
  io.signal.throwIfAborted();
  const hub = openHub({ modules, definitions, env, log, clock: systemClock, telemetry });
  ends.add('subgraphs', () => hub.stop());
  const subgraphs = await progress.step('Starting the subgraphs', () => hub.start(plan.local));
  await Promise.all(subgraphs.map((subgraph) => assertReady(subgraph)));
  const unread = await systemsToSync(subgraphs);
  const systems = isNew && plan.local.includes('customer') ? definitions.map((d) => d.system) : unread;
  io.signal.throwIfAborted();
  if (systems.length > 0) {
    endSmall();
    const task = { folders, env: { ...env }, logLevel: log.level, options: { systems } };
    const report = await progress
      .step('Reading customers from the sources', (tick) =>
        syncApart(task, { signal: io.signal, onProgress: syncTicker(tick) }),
      )
      .catch(putOff(progress));
    for (const { system, error } of report?.sources ?? [])
      if (error)
        progress.say(`  ${system} was not read (${error.code}): ${error.message} Run \`hub sync\` when it is back.`);
  }
  return { subgraphs, systems: definitions.map((d) => d.system) };
}

/** Another hub that starts, or `hub sync`, reads them right now: what it finds is answered once it is there. */
const putOff =
  (progress: Progress) =>
  (error: unknown): null => {
    if (!(error instanceof HubError && error.code === 'SUBGRAPH_UNAVAILABLE')) throw error;
    progress.say(`  Nothing was read: ${error.message}`);
    return null;
  };

interface Databases {
  /** The environment, with the URLs of the databases that this process runs itself. */
  readonly env: RawEnv;
  /** Whether the sources hold other data than at the last start. */
  readonly isNew: boolean;
}

async function databases({ plan, io, ends, progress }: StartLocal): Promise<Databases> {
  const needsOwn = plan.local.includes('customer') && plan.env.databaseUrl === null;
  const needsDemo = plan.isDemo && plan.env.demoDatabaseUrl === null;
  if (!needsOwn && !plan.isDemo) return { env: io.env, isNew: false };
  const dir = takeDataDir(plan.env.dataDir);
  let isComplete = false;
  ends.add('data folder', () => {
    dir.release(isComplete);
    return Promise.resolve();
  });
  const server = needsOwn || needsDemo ? await progress.step('Starting PostgreSQL', () => startServer(dir.path)) : null;
  if (server) ends.add('PostgreSQL', () => server.stop());
  io.signal.throwIfAborted();
  const own = needsOwn && server ? { HUB_DATABASE_URL: (await server.ownDatabase()).reveal() } : {};
  const adminUrl = plan.env.demoDatabaseUrl ?? server?.adminUrl;
  const demo = plan.isDemo && adminUrl ? await demoAt(adminUrl, join(dir.path, 'demo'), { plan, io, progress }) : null;
  isComplete = true;
  return { env: { ...io.env, ...demo?.connections, ...own }, isNew: demo?.made !== null && demo !== null };
}

/** The generator is loaded for the demo alone. */
async function demoAt(
  adminUrl: Secret | string,
  truthFolder: string,
  { plan, io, progress }: Pick<StartLocal, 'plan' | 'io' | 'progress'>,
): Promise<DemoFound> {
  const { ensureDemo } = await import('./demo-company.ts');
  const { demoCustomers: customers } = plan;
  const { signal } = io;
  return ensureDemo({ adminUrl, customers, seed: null, defaultCustomers: 5000, truthFolder, progress, signal });
}

async function assertReady(subgraph: RunningSubgraph): Promise<void> {
  try {
    await subgraph.ready(createRequestContext({ requestId: 'start', timeoutMs: 10_000 }));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown fault';
    throw new NoAnswer(`Subgraph ${subgraph.name} can't answer: ${why}`);
  }
}
