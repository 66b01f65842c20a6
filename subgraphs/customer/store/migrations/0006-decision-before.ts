import type { Knex } from 'knex';

/** Who was whom just before a decision, of the customers that it changed: taking it back gives the ids back by this. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table decision_before (
      decision_id text collate "C" not null references decision,
      system text collate "C" not null,
      account_id text collate "C" not null,
      customer_id text collate "C" not null,
      primary key (decision_id, system, account_id)
    );
    create index decision_before_by_account on decision_before (system, account_id);
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table decision_before');
}
