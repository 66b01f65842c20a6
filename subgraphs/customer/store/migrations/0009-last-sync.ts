import type { Knex } from 'knex';

/** What the graph asks of a system is when its last complete reading began; the index before knew only when one ended. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create index sync_run_last on sync_run (system, feed, started_at) where status = 'OK';
    drop index sync_run_latest;
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
    create index sync_run_latest on sync_run (system, feed, finished_at desc) where status = 'OK';
    drop index sync_run_last;
  `);
}
