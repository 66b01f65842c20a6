import { systemClock } from '../../kit/context.ts';
import type { RawEnv } from '../../kit/env/read-env.ts';
import { createLogger } from '../../kit/log.ts';
import { telemetryEnv } from '../../kit/telemetry/env.ts';
import { openTelemetry } from '../../kit/telemetry/telemetry.ts';
import type { SyncOptions, SyncProgress, SyncReport } from '../../kit/subgraph/sync.ts';
import { doWork } from '../../kit/threads/do-work.ts';
import { definitionsOf } from './definitions.ts';
import { openHub } from './open-hub.ts';
import { loadModules } from './subgraph-modules.ts';

export interface SyncTask {
  /** Of the sources, absolute. */
  readonly folders: readonly string[];
  readonly env: RawEnv;
  readonly logLevel: string;
  readonly options: Omit<SyncOptions, 'signal' | 'onProgress'>;
}

export interface SyncWork {
  readonly task: SyncTask;
  readonly progress: SyncProgress;
  readonly report: SyncReport;
}

await doWork<SyncWork>(async ({ folders, env, logLevel, options }, doing) => {
  const modules = await loadModules();
  const definitions = definitionsOf(folders, modules);
  const log = createLogger({ name: 'sync', level: logLevel });
  // Metrics are for who stays; what a sync came to is told by the hub.
  const { traces, metrics } = telemetryEnv(env);
  const wanted = { traces, metrics: { ...metrics, isOn: false, port: null } };
  const telemetry = await openTelemetry(wanted, { service: 'sync', host: '', log });
  const hub = openHub({ modules, definitions, env, log, clock: systemClock, telemetry });
  return hub.sync({ ...options, ...doing }).finally(async () => {
    await hub.stop();
    await telemetry.stop();
  });
});
