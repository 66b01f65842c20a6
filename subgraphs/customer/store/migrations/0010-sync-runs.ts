import type { Knex } from 'knex';

/** The last run of each status of a system, and which systems there are: without reading all runs. */
export async function up(db: Knex): Promise<void> {
  await db.raw('create index sync_run_by_system on sync_run (feed, system, status, started_at)');
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop index sync_run_by_system');
}
