import { column, type LeafField } from '../../../kit/resolvers/field.ts';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { goldenAccounts, goldenAccountsSql } from '../golden/accounts-column.ts';
import { goldenFieldNames } from '../golden/golden-fields.ts';
import { keptListColumns, keptListFields, listField } from './customer-lists.ts';
import { instantText } from './instant-text.ts';

/** Living accounts of customer `c`. */
const living = `customer_account ca join account a on a.system = ca.system and a.account_id = ca.account_id
  where ca.customer_id = c.customer_id and a.deleted_at is null`;

/**
 * When the oldest of the last readings of the systems of customer `c` began. As a join, because PostgreSQL remembers its rows by
 * what it depends on (Memoize): many customers are in the same systems.
 */
const freshness = `cross join lateral (
  select ${instantText(`min((
      select max(r.started_at) from sync_run r where r.system = s.system and r.feed = 'customers' and r.status = 'OK'))`)} as as_of
  from unnest(c.systems) s (system)) freshness`;

interface CustomerColumn {
  /** Over the alias `c` of table customer, and what `join` adds. */
  readonly sql: string;
  /** After `customer c`; gives exactly one row for each customer. */
  readonly join?: string;
}

/** SQL of each field of Customer that is no list of its row. */
const columns: Readonly<Record<string, CustomerColumn>> = {
  displayName: { sql: 'c.display_name' },
  kind: { sql: 'c.kind' },
  mergedFrom: {
    sql: `(select coalesce(array_agg(array[r.old_customer_id] order by r.old_customer_id), '{}')
      from customer_redirect r where r.customer_id = c.customer_id)`,
  },
  [goldenAccounts]: { sql: goldenAccountsSql(living) },
  asOf: { sql: 'freshness.as_of', join: freshness },
};

/** Fields of Customer that are columns of the statement; a parent is a row as it came, and `id` is always in it. */
export const customerFields: Readonly<Record<string, LeafField>> = {
  id: column('id'),
  displayName: column('displayName'),
  kind: column('kind'),
  asOf: column('asOf'),
  mergedFrom: listField('mergedFrom', ([id]) => id),
  ...keptListFields,
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
    columns: [
      'c.customer_id as id',
      ...wanted.map(([field, { sql }]) => `${sql} as "${field}"`),
      ...keptListColumns(selection),
    ].join(', '),
    joins: wanted.map(([, { join }]) => join ?? '').join(''),
  };
}
