import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { createRequestContext, type Clock } from '../../../kit/context.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import type { Source } from '../../../kit/sources/source.ts';
import type { SourceSync, SyncOptions, SyncReport } from '../../../kit/subgraph/sync.ts';
import type { Trace } from '../../../kit/telemetry/trace.ts';
import { houseRules, type HubRules } from '../rules.ts';
import { customers } from '../relations.ts';
import { countCustomers, settle } from '../store/write-customers.ts';
import { writeSyncRun } from '../store/write-sync-run.ts';
import { linkChanges } from './link-changes.ts';
import { StepSpans } from './step-spans.ts';
import { endWithClient, withSyncLock } from './sync-lock.ts';
import { takeSource, type Taken } from './take-source.ts';

export interface SyncCustomers extends SyncOptions {
  readonly sources: readonly Source[];
  /** The hub's own PostgreSQL, migrated. */
  readonly store: Knex;
  readonly log: Logger;
  readonly clock: Clock;
  /** Absent means those of the house. */
  readonly rules?: HubRules;
  /** The span of the sync. */
  readonly trace?: Trace | null;
}

/** A whole feed may take this long. */
const feedTimeoutMs = 3_600_000;
/** Sources read at the same time. */
const parallelSources = 4;

const nothing: Taken = { rows: 0, added: 0, changed: 0, unchanged: 0, removed: 0, watermark: null };

function chosen(sources: readonly Source[], systems: readonly string[] | undefined): Source[] {
  const feeds = sources.filter((source) => source.has(customers));
  const unknown = systems?.filter((system) => !feeds.some((source) => source.system === system)) ?? [];
  if (unknown.length > 0)
    throw new HubError(
      'BAD_USER_INPUT',
      `No source with a customers.sql has the system ${unknown.join(', ')}; known: ${feeds.map((s) => s.system).join(', ') || 'none'}.`,
    );
  return systems === undefined ? feeds : feeds.filter((source) => systems.includes(source.system));
}

/** One source, all or nothing. Never throws for a fault of the source. */
async function syncSource(source: Source, options: SyncCustomers): Promise<SourceSync> {
  const span = options.trace?.child(`read ${source.system}`, { attributes: { 'hub.system': source.system } }) ?? null;
  try {
    const report = await takeWhole(source, span, options);
    span?.set({ 'hub.rows': report.rows });
    if (report.error) span?.fail(report.error.code);
    return report;
  } catch (error) {
    span?.fail('REQUEST_CANCELLED');
    throw error;
  } finally {
    span?.end();
  }
}

async function takeWhole(source: Source, trace: Trace | null, options: SyncCustomers): Promise<SourceSync> {
  const { clock, signal } = options;
  const context = createRequestContext({ requestId: 'sync', timeoutMs: feedTimeoutMs, signal, clock, trace });
  const started = clock.now();
  const at = (ms: number): string => new Date(ms).toISOString();
  const run = { system: source.system, feed: customers.name, startedAt: at(started) };
  let rows = 0;
  const trx = await options.store.transaction();
  try {
    const taken = await takeSource(trx, source, context, (n) => {
      rows = n;
      options.onProgress?.({ phase: 'READ', system: source.system, step: null, rows: n, total: null });
    });
    if (options.dryRun === true) await trx.rollback();
    else {
      const { watermark } = taken;
      const finishedAt = at(options.clock.now());
      await writeSyncRun(trx, { ...run, finishedAt, rows, watermark, status: 'OK', errorCode: null });
      await trx.commit();
    }
    options.onProgress?.({ phase: 'STORE', system: source.system, step: null, rows, total: null });
    const { watermark: _, ...counts } = taken;
    return {
      system: run.system,
      feed: run.feed,
      status: 'OK',
      ...counts,
      ms: options.clock.now() - started,
      error: null,
    };
  } catch (error) {
    await trx.rollback();
    options.signal.throwIfAborted();
    const code = error instanceof HubError ? error.code : 'INTERNAL_SERVER_ERROR';
    const message =
      error instanceof HubError ? error.message : 'The accounts could not be stored; the log has the rest.';
    options.log.error({ err: error, system: source.system, rows }, 'sync of a source failed; its old accounts stay');
    if (options.dryRun !== true) {
      const finishedAt = at(options.clock.now());
      await writeSyncRun(options.store, {
        ...run,
        finishedAt,
        rows,
        watermark: null,
        status: 'FAILED',
        errorCode: code,
      });
    }
    const { watermark: _, ...counts } = { ...nothing, rows };
    return {
      system: run.system,
      feed: run.feed,
      status: 'FAILED',
      ...counts,
      ms: options.clock.now() - started,
      error: { code, message },
    };
  }
}

/** All sources, a few at a time; reports in the order of `sources`. */
async function syncSources(sources: readonly Source[], options: SyncCustomers) {
  const reports = new Array<SourceSync | undefined>(sources.length);
  const queue = sources.map((source, at) => ({ source, at }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift())
      reports[next.at] = await syncSource(next.source, options);
  };
  // Wait for every worker even when one throws: transactions must be over before the lock is given back.
  const ended = await Promise.allSettled(Array.from({ length: parallelSources }, worker));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return reports.filter((report) => report !== undefined);
}

/**
 * Takes the customers feed of every source into the store and says anew who is one customer. Each source is all or nothing:
 * a source that fails keeps its old accounts and the others go on. Throws when another sync runs, when the store can't be
 * reached, for an unknown system, and the reason of `signal` when that is aborted.
 */
export async function syncCustomers(options: SyncCustomers): Promise<SyncReport> {
  const sources = chosen(options.sources, options.systems);
  const { store, clock, signal, dryRun = false } = options;
  return withSyncLock(store, async () => {
    const reports = await syncSources(sources, options);
    if (dryRun || !reports.some((report) => report.status === 'OK')) return { dryRun, sources: reports, linked: null };
    signal.throwIfAborted();
    const started = clock.now();
    const { rules = houseRules(), anew = false, onProgress, trace = null } = options;
    const spans = new StepSpans(trace);
    const told = (step: string, rows: number, total: number): void => {
      signal.throwIfAborted();
      spans.at(step);
      onProgress?.({ phase: 'LINK', system: null, step, rows, total });
    };
    try {
      const linked = await store.transaction(async (trx) => {
        await endWithClient(trx);
        told('finding changes', 0, 1);
        const now = new Date(started).toISOString();
        const changes = await linkChanges(trx, {
          now,
          rules,
          anew,
          onProgress: told,
        });
        signal.throwIfAborted();
        return { ...(await countCustomers(trx)), ...changes };
      });
      told('renewing statistics', linked.matched, linked.matched);
      await settle(store, linked.matched / Math.max(1, linked.accounts));
      return { dryRun, sources: reports, linked: { ...linked, ms: clock.now() - started } };
    } finally {
      spans.end();
    }
  });
}
