import type { Knex } from 'knex';

/** The living id behind any id that was ever given, in a transaction that writes; null for an unknown one. */
export async function livingCustomer(trx: Knex.Transaction, id: string): Promise<string | null> {
  const { rows } = await trx.raw<{ rows: { id: string | null }[] }>(
    `select coalesce((select customer_id from customer where customer_id = ?),
      (select customer_id from customer_redirect where old_customer_id = ?),
      (select customer_id from customer_account where founding_id = ?)) as id`,
    [id, id, id],
  );
  return rows[0]?.id ?? null;
}
