import type { Knex } from 'knex';

/** Addresses of a customer in its row, as the lists of migration 0011. Nothing is filled here: the next sync does. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table customer add column addresses text[], add column addresses_hash text;
    comment on column customer.addresses is
      'Street, city, region, postal code, country, and the systems that know it, between blanks; two dimensions.';
    comment on column customer.addresses_hash is
      'The content_hash that all lists of the row were written with: with another one in the row they do not hold.';
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('alter table customer drop column addresses_hash, drop column addresses');
}
