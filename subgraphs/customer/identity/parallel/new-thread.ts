import { Worker, type ResourceLimits } from 'node:worker_threads';

/** A thread that runs a module of ours (its URL); `given` is its `workerData`. */
export const newThread = (
  entry: URL,
  given: Readonly<Record<string, unknown>> = {},
  resourceLimits: ResourceLimits = {},
): Worker =>
  new Worker(new URL('./start-thread.mjs', import.meta.url), {
    workerData: { ...given, entry: entry.href },
    resourceLimits,
  });
