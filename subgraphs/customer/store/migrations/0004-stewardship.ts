import type { Knex } from 'knex';

/**
 * What people decided about identity, and who was which customer when. Decisions name accounts by system and account id
 * and hang on no other table: the read model can be thrown away and rebuilt beside them.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table decision (
      decision_id text collate "C" primary key,
      sequence bigint generated always as identity unique,
      kind text not null check (kind in ('SAME', 'DIFFERENT', 'MERGE', 'SPLIT')),
      decided_at timestamptz not null,
      decided_by text not null,
      reason text,
      undone_at timestamptz,
      undone_by text,
      undone_reason text,
      check ((undone_at is null) = (undone_by is null))
    );
    comment on table decision is 'Append-only: a decision is taken back by its undone_ columns, never changed or deleted.';
    comment on column decision.sequence is 'The order in which they were made: the latest beats an older one.';
    comment on column decision.reason is 'Null after an erasure: it may have named the customer.';
    create table decision_account (
      decision_id text collate "C" not null references decision,
      part smallint not null,
      system text collate "C" not null,
      account_id text collate "C" not null,
      primary key (decision_id, part, system, account_id)
    );
    comment on column decision_account.part is 'SAME, MERGE: all parts are one. DIFFERENT, SPLIT: the parts are not.';
    create index decision_account_by_account on decision_account (system, account_id);

    create function refuse_to_change_decision() returns trigger language plpgsql as $$
    begin
      if current_setting('hub.erasing', true) = 'on' then return coalesce(new, old); end if;
      if tg_op = 'UPDATE' and tg_table_name = 'decision' then
        if old.undone_at is null and new.undone_at is not null
          and to_jsonb(new) - '{undone_at,undone_by,undone_reason}'::text[]
            = to_jsonb(old) - '{undone_at,undone_by,undone_reason}'::text[] then return new; end if;
      end if;
      raise exception 'decisions are append-only';
    end $$;
    create trigger decision_append_only before update or delete on decision
      for each row execute function refuse_to_change_decision();
    create trigger decision_account_append_only before update or delete on decision_account
      for each row execute function refuse_to_change_decision();

    alter table customer_account add column home_id text collate "C";
    comment on column customer_account.home_id is
      'Id that the account had before its customer was merged into the present one; it takes it back when they part.';
    alter table customer_redirect add column created_at timestamptz;
    comment on column customer_redirect.created_at is 'When the id was first known: it keeps its age when it comes back.';

    create table customer_history (
      customer_history_id bigint generated always as identity primary key,
      system text collate "C" not null,
      account_id text collate "C" not null,
      customer_id text collate "C" not null,
      valid_from timestamptz not null,
      valid_to timestamptz
    );
    comment on table customer_history is 'Which account belonged to which customer, from when to before when, as the hub saw it.';
    create unique index customer_history_open on customer_history (system, account_id) where valid_to is null;
    create index customer_history_by_account on customer_history (system, account_id, valid_from);
    create index customer_history_by_customer on customer_history (customer_id, valid_from);

    create table customer_redirect_history (
      customer_redirect_history_id bigint generated always as identity primary key,
      old_customer_id text collate "C" not null,
      customer_id text collate "C" not null,
      valid_from timestamptz not null,
      valid_to timestamptz
    );
    comment on table customer_redirect_history is 'Which id redirected to which, from when to before when.';
    create unique index customer_redirect_history_open on customer_redirect_history (old_customer_id) where valid_to is null;
    create index customer_redirect_history_by_old on customer_redirect_history (old_customer_id, valid_from);

    insert into customer_history (system, account_id, customer_id, valid_from, valid_to)
      select ca.system, ca.account_id, ca.customer_id, a.first_seen_at, a.deleted_at
      from customer_account ca join account a using (system, account_id) order by 1, 2;
    insert into customer_redirect_history (old_customer_id, customer_id, valid_from)
      select old_customer_id, customer_id, redirected_at from customer_redirect order by 1;
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
    drop table customer_redirect_history, customer_history, decision_account, decision;
    drop function refuse_to_change_decision;
    alter table customer_redirect drop column created_at;
    alter table customer_account drop column home_id;
  `);
}
