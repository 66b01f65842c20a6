import { column, computed, type LeafField } from '../../../kit/resolvers/field.ts';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { goldenAccounts, goldenAccountsSql } from '../golden/accounts-column.ts';
import { goldenFieldNames } from '../golden/golden-fields.ts';
import { instantText } from './instant-text.ts';

/** Living accounts of customer `c`. */
const living = `customer_account ca join account a on a.system = ca.system and a.account_id = ca.account_id
  where ca.customer_id = c.customer_id and a.deleted_at is null`;

/** A list of an account, each value once with the systems that know it, as JSON. */
const known = (field: string, list: string): string => `(
  select coalesce(json_agg(json_build_object('${field}', k.value, 'systems', k.systems) order by k.value collate "C"), '[]')
  from (
    select v.value, array_agg(distinct a.system) as systems
    from customer_account ca join account a on a.system = ca.system and a.account_id = ca.account_id
      cross join lateral unnest(a.${list}) v (value)
    where ca.customer_id = c.customer_id and a.deleted_at is null
    group by v.value
  ) k)`;

/** Spellings that differ in case only are one address; the first in the order of code points is shown. */
const addresses = `(
  select coalesce(json_agg(json_build_object('street', k.street, 'city', k.city, 'region', k.region,
    'postalCode', k.postal_code, 'country', k.country, 'systems', k.systems)
    order by k.country, k.city, k.street, k.postal_code, k.region), '[]')
  from (
    select min(a.street collate "C") as street, min(a.city collate "C") as city, min(a.region collate "C") as region,
      min(a.postal_code collate "C") as postal_code, min(a.country collate "C") as country,
      array_agg(distinct a.system) as systems
    from ${living} and coalesce(a.street, a.city, a.region, a.postal_code, a.country) is not null
    group by lower(a.street), lower(a.city), lower(a.region), lower(a.postal_code), lower(a.country)
  ) k)`;

/** SQL of each field of Customer, over the alias `c` of table customer. JSON where the value is a list. */
const columns: Readonly<Record<string, { readonly sql: string; readonly isJson?: true }>> = {
  displayName: { sql: 'c.display_name' },
  kind: { sql: 'c.kind' },
  accounts: {
    isJson: true,
    sql: `(select coalesce(json_agg(json_build_object('system', ca.system, 'id', ca.account_id)
      order by ca.system, ca.account_id), '[]') from ${living})`,
  },
  mergedFrom: {
    isJson: true,
    sql: `(select coalesce(json_agg(r.old_customer_id order by r.old_customer_id), '[]')
      from customer_redirect r where r.customer_id = c.customer_id)`,
  },
  emails: { isJson: true, sql: known('address', 'emails') },
  phones: { isJson: true, sql: known('number', 'phones') },
  addresses: { isJson: true, sql: addresses },
  [goldenAccounts]: { isJson: true, sql: goldenAccountsSql(living) },
  asOf: {
    sql: instantText(`(
      select min((select max(r.started_at) from sync_run r where r.system = s.system and r.feed = 'customers' and r.status = 'OK'))
      from unnest(c.systems) s (system))`),
  },
};

/** A list that the statement gave as JSON; it is parsed when it is asked for. */
const parsed = (name: string): LeafField =>
  computed([name], (parent) => {
    const json = parent[name];
    return typeof json === 'string' ? JSON.parse(json) : null;
  });

/** Fields of Customer that are columns of the statement; a parent is a row as it came, and `id` is always in it. */
export const customerFields: Readonly<Record<string, LeafField>> = {
  id: column('id'),
  ...Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => name !== goldenAccounts)
      .map(([name, { isJson }]) => [name, isJson ? parsed(name) : column(name)]),
  ),
};

/** Selections of compiled operations come again with every request. */
const lists = new WeakMap<Selection, string>();

/** The select list for what is selected, over the alias `c` of table customer. */
export function customerColumns(selection: Selection): string {
  let list = lists.get(selection);
  if (list === undefined) lists.set(selection, (list = listOf(selection)));
  return list;
}

/** SQL over the select list, written once for each selection: a long text that is new each time costs more than its statement. */
export function sqlPerSelection(write: (columns: string) => string): (selection: Selection) => string {
  const texts = new WeakMap<Selection, string>();
  return (selection) => {
    let sql = texts.get(selection);
    if (sql === undefined) texts.set(selection, (sql = write(customerColumns(selection))));
    return sql;
  };
}

function listOf(selection: Selection): string {
  const needsGolden = goldenFieldNames.some((field) => selection.has(field));
  const wanted = Object.entries(columns).filter(([name]) =>
    name === goldenAccounts ? needsGolden : selection.has(name),
  );
  return ['c.customer_id as id', ...wanted.map(([field, { sql }]) => `${sql} as "${field}"`)].join(', ');
}
