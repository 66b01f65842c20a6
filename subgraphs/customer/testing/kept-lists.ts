import type { HubDatabase } from './hub-database.ts';

/** Living accounts with the customer that each belongs to. */
const living = `living as (
  select p.customer_id, a.* from customer_account p join account a using (system, account_id) where a.deleted_at is null)`;

/** Each value of a list of the accounts, with the systems that know it. */
const known = (list: string): string => `(
  select jsonb_agg(jsonb_build_array(value, systems) order by value collate "C") from (
    select value, string_agg(distinct system, ' ' order by system) as systems
    from living l, unnest(l.${list}) as u (value) where l.customer_id = c.customer_id group by value) k)`;

/** Each address but for case, with the systems that know it. */
const addresses = `(
  select jsonb_agg(jsonb_build_array(street, city, region, code, country, systems) order by country collate "C", city collate "C",
    street collate "C", code collate "C", region collate "C")
  from (
    select min(street collate "C") as street, min(city collate "C") as city, min(region collate "C") as region,
      min(postal_code collate "C") as code, min(country collate "C") as country,
      string_agg(distinct system, ' ' order by system) as systems
    from living l
    where l.customer_id = c.customer_id and coalesce(street, city, region, postal_code, country) is not null
    group by lower(street), lower(city), lower(region), lower(postal_code), lower(country)) k)`;

/**
 * Customers in whose row a list is not what their accounts say, or not said to hold. None in a hub whose last change was linked.
 * Throws when no customer lives: then nothing was compared.
 */
export async function wrongLists(hub: HubDatabase): Promise<{ id: string }[]> {
  const rows = await hub.rows<{ id: string; isWrong: boolean }>(`
    with ${living}
    select c.customer_id as id,
      (c.addresses_hash, c.lists_hash, to_jsonb(c.accounts), to_jsonb(c.emails), to_jsonb(c.phones), to_jsonb(c.addresses))
      is distinct from (c.content_hash, c.content_hash,
        (select jsonb_agg(jsonb_build_array(l.system, l.account_id) order by l.system, l.account_id)
         from living l where l.customer_id = c.customer_id),
        coalesce(${known('emails')}, '[]'), coalesce(${known('phones')}, '[]'), coalesce(${addresses}, '[]')) as "isWrong"
    from customer c where c.ended_at is null`);
  if (rows.length === 0) throw new Error('expected customers whose lists can be compared, found none');
  return rows.filter(({ isWrong }) => isWrong).map(({ id }) => ({ id }));
}
