import { createRequestContext, type Clock } from '../../../kit/context.ts';
import type { Metrics } from '../../../kit/telemetry/metrics.ts';
import { lastSyncs, type LastSync } from '../store/last-syncs.ts';
import type { HubReader } from '../store/reader.ts';

const timeoutMs = 2_000;
/** The metrics are read one after the other: one look is enough for all of them. */
const sameReadingMs = 1_000;

/** Tells /metrics of the last syncs, which another process made. Returns how to stop. */
export function observeSyncs(reader: HubReader, { read }: Metrics, clock: Clock): () => void {
  let known: { readonly at: number; readonly syncs: Promise<readonly LastSync[]> } | null = null;
  const syncs = (): Promise<readonly LastSync[]> => {
    const now = clock.now();
    if (!known || now - known.at > sameReadingMs) {
      const context = createRequestContext({ requestId: 'metrics', timeoutMs, clock });
      // Without its database the hub has other metrics that say so.
      known = { at: now, syncs: lastSyncs(reader, context).catch(() => []) };
    }
    return known.syncs;
  };
  const told = (valueOf: (sync: LastSync) => number | null) => async () =>
    (await syncs()).flatMap((sync) => {
      const value = valueOf(sync);
      return value === null ? [] : [{ labels: { system: sync.system }, value }];
    });
  const readings = [
    read.syncStarted(told(({ startedAt }) => startedAt)),
    read.syncDuration(told(({ seconds }) => seconds)),
    read.syncAccounts(told(({ accounts }) => accounts)),
    read.syncFailed(told(({ hasFailed }) => (hasFailed ? 1 : 0))),
  ];
  return () => {
    for (const forget of readings) forget();
  };
}
