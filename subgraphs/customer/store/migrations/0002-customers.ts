import type { Knex } from 'knex';

/**
 * Who is one customer. Tables that hang on a customer carry customer_id in their keys, so that they can be distributed by
 * it; the crosswalk is keyed by account, because an account has one customer, and is found by either.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table customer (
      customer_id text collate "C" primary key,
      kind text not null check (kind in ('PERSON', 'ORGANIZATION', 'UNKNOWN')),
      display_name text,
      name_key text collate "C" not null,
      names text not null,
      search text not null,
      systems text[] not null,
      countries text[] not null,
      content_hash text not null,
      created_at timestamptz not null,
      ended_at timestamptz
    );
    comment on column customer.name_key is 'Folded display name: sorts and finds; customers without a name come last.';
    comment on column customer.names is 'Words of all names, a space on both sides of each.';
    comment on column customer.search is 'Words of names, organisations, towns, e-mails and account numbers, in the same way.';
    comment on column customer.content_hash is 'Of the accounts that the profile was made of.';
    comment on column customer.ended_at is 'Since when no system has an account of the customer.';
    create index customer_by_name on customer (name_key, customer_id) where ended_at is null;

    create table customer_account (
      system text collate "C" not null,
      account_id text collate "C" not null,
      customer_id text collate "C" not null references customer deferrable initially deferred,
      founding_id text collate "C" not null,
      primary key (system, account_id),
      foreign key (system, account_id) references account
    );
    comment on table customer_account is 'Also of accounts that are gone, so that they find their customer when they come back.';
    comment on column customer_account.founding_id is
      'Id of the customer that the account founds or would found: ids of a hub that was rebuilt from nothing still resolve.';
    create index customer_account_by_founding_id on customer_account (founding_id);
    create index customer_account_by_customer on customer_account (customer_id, system, account_id);

    create table customer_redirect (
      old_customer_id text collate "C" primary key,
      customer_id text collate "C" not null references customer deferrable initially deferred,
      redirected_at timestamptz not null
    );
    comment on table customer_redirect is 'Ids that were merged away, to the living one: never a chain.';
    create index customer_redirect_by_customer on customer_redirect (customer_id);
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table customer_redirect, customer_account, customer');
}
