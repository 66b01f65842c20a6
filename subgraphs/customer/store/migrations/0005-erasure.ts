import type { Knex } from 'knex';

/** What an erasure leaves: keyed hashes alone, from which nobody without the key can tell who it was. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table hub_key (
      purpose text primary key,
      key_text text not null,
      created_at timestamptz not null
    );
    comment on table hub_key is 'Made at the first erasure. Without it erased accounts come back with the next sync.';
    create table suppression (
      account_hash text collate "C" primary key,
      erased_at timestamptz not null
    );
    comment on table suppression is 'Accounts that no sync takes over again: keyed hash of system and account id.';
    create table erasure (
      erasure_id bigint generated always as identity primary key,
      customer_hash text collate "C" not null,
      erased_at timestamptz not null,
      reason text not null,
      account_count integer not null
    );
    comment on table erasure is 'That it was done, when and why; never whom it was about.';
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table erasure, suppression, hub_key');
}
