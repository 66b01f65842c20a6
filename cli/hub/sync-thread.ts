import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../kit/context.ts';
import type { RawEnv } from '../../kit/env/read-env.ts';
import { createLogger } from '../../kit/log.ts';
import { telemetryEnv } from '../../kit/telemetry/env.ts';
import { openTelemetry } from '../../kit/telemetry/telemetry.ts';
import type { SyncOptions, SyncProgress, SyncReport } from '../../kit/subgraph/sync.ts';
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

export type SyncMessage =
  | { readonly what: 'progress'; readonly progress: SyncProgress }
  | { readonly what: 'report'; readonly report: SyncReport }
  | { readonly what: 'fault'; readonly name: string; readonly code: unknown; readonly text: string };

const tell = (message: SyncMessage): void => parentPort?.postMessage(message);
const { task } = workerData as { readonly task: SyncTask };
const ending = new AbortController();
parentPort?.once('message', () => {
  ending.abort();
});

try {
  const modules = await loadModules();
  const definitions = definitionsOf(task.folders, modules);
  const log = createLogger({ name: 'sync', level: task.logLevel });
  // Metrics are for who stays; what a sync came to is told by the hub.
  const { traces, metrics } = telemetryEnv(task.env);
  const wanted = { traces, metrics: { ...metrics, isOn: false, port: null } };
  const telemetry = await openTelemetry(wanted, { service: 'sync', host: '', log });
  const hub = openHub({ modules, definitions, env: task.env, log, clock: systemClock, telemetry });
  const onProgress = (progress: SyncProgress): void => {
    tell({ what: 'progress', progress });
  };
  const report = await hub.sync({ ...task.options, signal: ending.signal, onProgress }).finally(async () => {
    await hub.stop();
    await telemetry.stop();
  });
  tell({ what: 'report', report });
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? error.code : null;
  tell({ what: 'fault', name: error.name, code: typeof code === 'string' ? code : null, text: error.message });
}
