import type { Ask, Statement } from './databases.ts';
import { hubInstant, lastSyncs } from './sql.ts';

const name: Statement = {
  database: 'hub',
  name: 'tiny-name',
  text: `select display_name from customer where customer_id = coalesce(
    (select customer_id from customer where customer_id = $1),
    (select customer_id from customer_redirect where old_customer_id = $1),
    (select customer_id from customer_account where founding_id = $1))`,
};

/** The name of a customer and nothing else. */
export async function nameOfCustomer(ask: Ask, id: string): Promise<unknown> {
  const [row] = await ask(name, [id]);
  return { customer: row ? { displayName: row[0] } : null };
}

const flat: Statement = {
  database: 'hub',
  name: 'flat-customers',
  text: `with last as materialized (${lastSyncs}),
    known as materialized (
      select k.systems, ${hubInstant('select min(l.at) from last l where l.system = any(k.systems)')} as as_of
      from (select distinct systems from customer where ended_at is null) k)
    select c.customer_id, c.display_name, c.kind, k.as_of from (
      select * from customer where ended_at is null and customer_id > $1 order by customer_id limit 1000) c
    left join known k using (systems) order by c.customer_id`,
};

/** A thousand customers by id, of each only what the hub has itself. */
export async function flatCustomers(ask: Ask, after: string): Promise<unknown> {
  const rows = await ask(flat, [after]);
  return { customers: { nodes: rows.map(([id, displayName, kind, asOf]) => ({ id, displayName, kind, asOf })) } };
}
