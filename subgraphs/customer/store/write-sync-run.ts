import type { Knex } from 'knex';

export interface SyncRun {
  readonly system: string;
  readonly feed: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly rows: number;
  /** Latest `updated_at` that the feed gave. */
  readonly watermark: string | null;
  readonly status: 'OK' | 'FAILED';
  readonly errorCode: string | null;
}

/** Runs are kept for so long: enough to see what became of a system that was connected last quarter. */
const keptDays = 90;

/** Writes a run down, and lets those of its system go that began more than 90 days before it; of complete ones the last stays. */
export async function writeSyncRun(db: Knex, run: SyncRun): Promise<void> {
  await db('sync_run').insert({
    system: run.system,
    feed: run.feed,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    row_count: run.rows,
    watermark: run.watermark,
    status: run.status,
    error_code: run.errorCode,
  });
  await db.raw(
    `delete from sync_run o where o.system = :system and o.feed = :feed
       and o.started_at < :startedAt::timestamptz - make_interval(days => :keptDays)
       and (o.status <> 'OK' or exists (select from sync_run n
         where n.system = o.system and n.feed = o.feed and n.status = 'OK' and n.started_at > o.started_at))`,
    { system: run.system, feed: run.feed, startedAt: run.startedAt, keptDays },
  );
}
