import type { Knex } from 'knex';

/**
 * Lists of a customer in its row, where a statement finds them without looking at each account. Nothing is filled here: until
 * the next sync, which writes every profile anew, the lists are read from the accounts, as those of a row that a hub of before
 * has written since.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table customer add column accounts text[], add column emails text[], add column phones text[],
      add column lists_hash text;
    comment on column customer.accounts is 'System and account id of each living account, in their order; two dimensions.';
    comment on column customer.emails is 'Each address and the systems that know it, between blanks; two dimensions.';
    comment on column customer.phones is 'Each number and the systems that know it, between blanks; two dimensions.';
    comment on column customer.lists_hash is
      'The content_hash that accounts, emails and phones were written with: with another one in the row they do not hold.';
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(
    'alter table customer drop column lists_hash, drop column phones, drop column emails, drop column accounts',
  );
}
