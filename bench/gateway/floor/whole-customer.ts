import type { Account } from './accounts.ts';
import type { Ask, Statement } from './databases.ts';
import { balanceOf, openTicketsOf, quotesOf, touchesOf } from './domains.ts';
import { hubInstant, lastSyncs, livingAccounts } from './sql.ts';
import { ordersOf } from './whole-orders.ts';

/** Each value of a list with the systems that know it. */
const known = (list: string, key: string, withSystems: boolean): string => `(
  select coalesce(json_agg(json_build_object('${key}', v.value${withSystems ? ", 'systems', v.systems" : ''}) order by v.value collate "C"), '[]')
  from (select value, array_agg(distinct l.system) as systems from living l, unnest(l.${list}) value group by value) v)`;

const addresses = `(
  select coalesce(json_agg(json_build_object('street', v.street, 'city', v.city, 'country', v.country)
    order by v.country, v.city, v.street, v.postal_code, v.region), '[]')
  from (
    select min(street collate "C") as street, min(city collate "C") as city, min(region collate "C") as region,
      min(postal_code collate "C") as postal_code, min(country collate "C") as country
    from living where coalesce(street, city, region, postal_code, country) is not null
    group by lower(street), lower(city), lower(region), lower(postal_code), lower(country)) v)`;

const findCustomer: Statement = {
  database: 'hub',
  name: 'whole-customer',
  text: `with c as (
      select customer_id, display_name, kind, systems from customer where customer_id = coalesce(
        (select customer_id from customer where customer_id = $1),
        (select customer_id from customer_redirect where old_customer_id = $1),
        (select customer_id from customer_account where founding_id = $1))),
    living as materialized (
      select a.* from c join customer_account ca using (customer_id) join account a using (system, account_id)
      where a.deleted_at is null)
    select c.customer_id, c.display_name, c.kind, ${known('emails', 'address', true)}, ${known('phones', 'number', false)},
      ${addresses}, coalesce(${livingAccounts}, '[]'),
      ${hubInstant(`select min(r.at) from (${lastSyncs}) r where r.system = any(c.systems)`)}
    from c`,
};

const json = (text: string | null | undefined): unknown => JSON.parse(text ?? 'null');

/** The customer of scenarios/customer-360: who it is in one statement, then all domains at the same time. */
export async function wholeCustomer(ask: Ask, id: string): Promise<unknown> {
  const [row] = await ask(findCustomer, [id]);
  if (!row) return { customer: null };
  const [customerId, displayName, kind, emails, phones, addressList, accountList, asOf] = row;
  const accounts = json(accountList) as Account[];
  const [orders, tickets, quotes, touches, balance] = await Promise.all([
    ordersOf(ask, accounts),
    openTicketsOf(ask, accounts),
    quotesOf(ask, accounts),
    touchesOf(ask, accounts),
    balanceOf(ask, accounts),
  ]);
  return {
    customer: {
      id: customerId,
      displayName,
      kind,
      emails: json(emails),
      phones: json(phones),
      addresses: json(addressList),
      accounts,
      orders: { nodes: orders },
      tickets: { nodes: tickets },
      quotes: { nodes: quotes },
      touches: { nodes: touches },
      balance,
      asOf,
    },
  };
}
