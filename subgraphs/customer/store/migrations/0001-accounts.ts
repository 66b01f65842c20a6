import type { Knex } from 'knex';

/** What the feeds say: accounts, what they can be looked up by, and the readings themselves. Keyed by system. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table account (
      system text collate "C" not null,
      account_id text collate "C" not null,
      kind text check (kind in ('PERSON', 'ORGANIZATION')),
      name text, given_name text, middle_name text, family_name text, organization_name text, other_name text,
      emails text[] not null, phones text[] not null,
      street text, city text, region text, postal_code text, country text,
      birth_on date, gender text, national_id text, tax_number text,
      updated_at timestamptz,
      content_hash text not null,
      first_seen_at timestamptz not null,
      changed_at timestamptz not null,
      deleted_at timestamptz,
      primary key (system, account_id)
    );
    comment on column account.content_hash is 'Of the row as the feed gave it: an equal row is not written again.';
    comment on column account.changed_at is 'When a sync last wrote it; when it was last read is in sync_run.';
    comment on column account.deleted_at is 'Since when the feed has it no more, or marks it as deleted.';
    create index account_by_number on account (lower(account_id));

    create table identifier (
      kind text collate "C" not null check (kind in ('TAX_NUMBER', 'NATIONAL_ID', 'EMAIL', 'PHONE', 'PHONE_DIGITS')),
      value text collate "C" not null,
      system text collate "C" not null,
      account_id text collate "C" not null,
      primary key (kind, value, system, account_id),
      foreign key (system, account_id) references account
    );
    comment on table identifier is 'Normalised; of living accounts only. PHONE is E.164, PHONE_DIGITS what can not be read so.';
    create index identifier_by_account on identifier (system, account_id);
    create index identifier_by_phone_end on identifier (reverse(value)) where kind in ('PHONE', 'PHONE_DIGITS');

    create table sync_run (
      sync_run_id bigint generated always as identity primary key,
      system text collate "C" not null,
      feed text not null,
      started_at timestamptz not null,
      finished_at timestamptz not null,
      row_count bigint not null,
      watermark timestamptz,
      status text not null check (status in ('OK', 'FAILED')),
      error_code text
    );
    comment on column sync_run.watermark is 'Latest updated_at of the feed, when it has one.';
    create index sync_run_latest on sync_run (system, feed, finished_at desc) where status = 'OK';
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table sync_run, identifier, account');
}
