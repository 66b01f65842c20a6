import type { Knex } from 'knex';
import { HubDatabaseUnfit } from '../hub-database-unfit.ts';

/** Search by trigrams. With a locale that knows ASCII letters only, Chinese has no trigrams and could not be found. */
export async function up(db: Knex): Promise<void> {
  await db.raw('create extension if not exists pg_trgm');
  const { rows } = await db.raw<{ rows: { found: boolean }[] }>(
    `select cardinality(show_trgm('王小明')) > 0 and lower('Ä') = 'ä' as found`,
  );
  if (rows[0]?.found !== true)
    throw new HubDatabaseUnfit(
      'HUB_DATABASE_URL: expected a database whose locale knows all scripts, found one that does not (locale C?). ' +
        "Create it with: create database hub template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8'",
    );
  // A sync writes many rows into the pending list and then has it merged at once (store/write-customers.ts).
  await db.raw(`
    create index customer_search on customer using gin (search gin_trgm_ops)
      with (fastupdate = on, gin_pending_list_limit = 65536)
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop index customer_search');
}
