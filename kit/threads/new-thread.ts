import { totalmem } from 'node:os';
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

/** For who matches many: a million records take about three GiB; short-lived objects of a comparison never reach the old generation. */
export const roomForMany: ResourceLimits = {
  maxOldGenerationSizeMb: Math.min(8192, Math.floor((totalmem() / 2 ** 20) * 0.7)),
  maxYoungGenerationSizeMb: 192,
};
