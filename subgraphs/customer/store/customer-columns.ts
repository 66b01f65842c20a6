import { TextRows } from '../../../kit/database/text-rows.ts';
import { column, computed, type LeafField } from '../../../kit/resolvers/field.ts';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { goldenAccounts, goldenAccountsSql } from '../golden/accounts-column.ts';
import { goldenFieldNames } from '../golden/golden-fields.ts';
import { instantText } from './instant-text.ts';

/** Living accounts of customer `c`. */
const living = `customer_account ca join account a on a.system = ca.system and a.account_id = ca.account_id
  where ca.customer_id = c.customer_id and a.deleted_at is null`;

/** Rows of a list, as `TextRows` reads them. */
const rows = (columns: string, order: string): string =>
  `coalesce(array_agg(array[${columns}] order by ${order}), '{}')`;

/** A list of an account: each value once, and the systems that know it (names without blanks, between blanks). */
const known = (list: string): string => `(
  select ${rows('k.value, k.systems', 'k.value collate "C"')}
  from (
    select v.value, string_agg(distinct a.system, ' ') as systems
    from customer_account ca join account a on a.system = ca.system and a.account_id = ca.account_id
      cross join lateral unnest(a.${list}) v (value)
    where ca.customer_id = c.customer_id and a.deleted_at is null
    group by v.value
  ) k)`;

/** Spellings that differ in case only are one address; the first in the order of code points is shown. */
const addresses = `(
  select ${rows(
    'k.street, k.city, k.region, k.postal_code, k.country, k.systems',
    'k.country, k.city, k.street, k.postal_code, k.region',
  )}
  from (
    select min(a.street collate "C") as street, min(a.city collate "C") as city, min(a.region collate "C") as region,
      min(a.postal_code collate "C") as postal_code, min(a.country collate "C") as country,
      string_agg(distinct a.system, ' ') as systems
    from ${living} and coalesce(a.street, a.city, a.region, a.postal_code, a.country) is not null
    group by lower(a.street), lower(a.city), lower(a.region), lower(a.postal_code), lower(a.country)
  ) k)`;

/** What a row of a list is made of, and its properties in their order. */
type ReadRow = (row: readonly (string | null)[]) => unknown;

function systemsOf(text: string | null | undefined): readonly string[] {
  if (text == null) return [];
  return text.includes(' ') ? text.split(' ') : [text];
}

/**
 * When the oldest of the last readings of the systems of customer `c` began. As a join, because PostgreSQL remembers its rows by
 * what it depends on (Memoize): many customers are in the same systems.
 */
const freshness = `cross join lateral (
  select ${instantText(`min((
      select max(r.started_at) from sync_run r where r.system = s.system and r.feed = 'customers' and r.status = 'OK'))`)} as as_of
  from unnest(c.systems) s (system)) freshness`;

/**
 * A list that the row of customer `c` has, as `live` reads it from its accounts. The row's holds as long as the profile is the one
 * that it was written with: not in a row from before there were any, nor when a hub from then wrote since, nor of a customer that
 * has ended.
 */
const kept = (list: string, live: string): string =>
  `case when c.lists_hash = c.content_hash and c.ended_at is null then c.${list} else ${live} end`;

interface CustomerColumn {
  /** Over the alias `c` of table customer, and what `join` adds. */
  readonly sql: string;
  /** After `customer c`; gives exactly one row for each customer. */
  readonly join?: string;
  /** Reads a row where the value is a list of rows. */
  readonly list?: ReadRow;
}

/** SQL of each field of Customer. */
const columns: Readonly<Record<string, CustomerColumn>> = {
  displayName: { sql: 'c.display_name' },
  kind: { sql: 'c.kind' },
  accounts: {
    list: (row) => ({ system: row[0], id: row[1] }),
    sql: kept('accounts', `(select ${rows('ca.system, ca.account_id', 'ca.system, ca.account_id')} from ${living})`),
  },
  mergedFrom: {
    list: (row) => row[0],
    sql: `(select ${rows('r.old_customer_id', 'r.old_customer_id')}
      from customer_redirect r where r.customer_id = c.customer_id)`,
  },
  emails: { list: (row) => ({ address: row[0], systems: systemsOf(row[1]) }), sql: kept('emails', known('emails')) },
  phones: { list: (row) => ({ number: row[0], systems: systemsOf(row[1]) }), sql: kept('phones', known('phones')) },
  addresses: {
    list: (row) => ({
      street: row[0],
      city: row[1],
      region: row[2],
      postalCode: row[3],
      country: row[4],
      systems: systemsOf(row[5]),
    }),
    sql: addresses,
  },
  [goldenAccounts]: { sql: goldenAccountsSql(living) },
  asOf: { sql: 'freshness.as_of', join: freshness },
};

/** A list that came as the text of an array; it is read when it is asked for. */
function listField(name: string, read: ReadRow): LeafField {
  const row: (string | null)[] = [];
  return computed([name], (parent) => {
    const text = parent[name];
    if (typeof text !== 'string') return null;
    const list: unknown[] = [];
    for (const all = new TextRows(text); all.next(row);) list.push(read(row));
    return list;
  });
}

/** Fields of Customer that are columns of the statement; a parent is a row as it came, and `id` is always in it. */
export const customerFields: Readonly<Record<string, LeafField>> = {
  id: column('id'),
  ...Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => name !== goldenAccounts)
      .map(([name, { list }]) => [name, list ? listField(name, list) : column(name)]),
  ),
};

/** What a statement over the alias `c` of table customer says to read what is selected. */
export interface CustomerSql {
  /** The select list. */
  readonly columns: string;
  /** Joins after `customer c`, which neither add nor remove rows. */
  readonly joins: string;
}

/** Selections of compiled operations come again with every request. */
const statements = new WeakMap<Selection, CustomerSql>();

/** SQL for what is selected. */
export function customerSql(selection: Selection): CustomerSql {
  let sql = statements.get(selection);
  if (!sql) statements.set(selection, (sql = sqlOf(selection)));
  return sql;
}

/** A statement written once for each selection: a long text that is new each time costs more than its statement. */
export function sqlPerSelection<T>(write: (sql: CustomerSql) => T): (selection: Selection) => T {
  const texts = new WeakMap<Selection, T>();
  return (selection) => {
    let sql = texts.get(selection);
    if (sql === undefined) texts.set(selection, (sql = write(customerSql(selection))));
    return sql;
  };
}

function sqlOf(selection: Selection): CustomerSql {
  const needsGolden = goldenFieldNames.some((field) => selection.has(field));
  const wanted = Object.entries(columns).filter(([name]) =>
    name === goldenAccounts ? needsGolden : selection.has(name),
  );
  return {
    columns: ['c.customer_id as id', ...wanted.map(([field, { sql }]) => `${sql} as "${field}"`)].join(', '),
    joins: wanted.map(([, { join }]) => join ?? '').join(''),
  };
}
