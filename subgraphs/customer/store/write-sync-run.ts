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
}
