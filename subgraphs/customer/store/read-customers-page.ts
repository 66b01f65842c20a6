import type { RequestContext } from '../../../kit/context.ts';
import type { RawRow } from '../../../kit/database/database.ts';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { customerSql } from './customer-columns.ts';
import type { HubReader } from './reader.ts';

export interface CustomerWhere {
  readonly kind?: string | null;
  readonly system?: readonly string[] | null;
  readonly country?: readonly string[] | null;
}

export type CustomerOrder = 'NAME_ASC' | 'NAME_DESC' | 'ID_ASC';

/** Where a customer stands in the lists. */
export interface Place {
  readonly nameKey: string;
  readonly id: string;
}

/** Conditions over the alias `c`, with their values appended to `bindings`. */
function conditions(where: CustomerWhere, bindings: unknown[]): string[] {
  const bind = (value: unknown): string => `$${String(bindings.push(value))}`;
  const all = ['c.ended_at is null'];
  if (where.kind != null) all.push(`c.kind = ${bind(where.kind)}`);
  if (where.system != null) all.push(`c.systems && ${bind([...where.system])}::text[]`);
  if (where.country != null)
    all.push(`c.countries && ${bind(where.country.map((code) => code.toUpperCase()))}::text[]`);
  return all;
}

const orders: Readonly<Record<CustomerOrder, { by: string; after: (name: string, id: string) => string }>> = {
  NAME_ASC: {
    by: 'c.name_key, c.customer_id',
    after: (name, id) => `(c.name_key, c.customer_id) > (${name}, ${id})`,
  },
  NAME_DESC: {
    by: 'c.name_key desc, c.customer_id desc',
    after: (name, id) => `(c.name_key, c.customer_id) < (${name}, ${id})`,
  },
  ID_ASC: { by: 'c.customer_id', after: (name, id) => `${name}::text is not null and c.customer_id > ${id}` },
};

/** The place of a customer that was read with its name key. */
export const placeOf = (row: RawRow): Place => ({ nameKey: row['name_key'] ?? '', id: row['id'] ?? '' });

/**
 * At most `limit` customers after a place, in order, as parents; with their name keys where places are wanted. One
 * statement, whatever the depth of the page.
 */
export async function customersAfter(
  reader: HubReader,
  options: {
    where: CustomerWhere;
    orderBy: CustomerOrder;
    limit: number;
    after: Place | null;
    withPlaces: boolean;
    selection: Selection;
  },
  context: RequestContext,
): Promise<RawRow[]> {
  const bindings: unknown[] = [options.limit];
  const all = conditions(options.where, bindings);
  const order = orders[options.orderBy];
  if (options.after) {
    const name = bindings.push(options.after.nameKey);
    const id = bindings.push(options.after.id);
    all.push(order.after(`$${String(name)}`, `$${String(id)}`));
  }
  const { columns, joins } = customerSql(options.selection);
  // The inner select finds the page, so that nothing is read of customers outside of it.
  return reader.rows(
    {
      sql: `select ${options.withPlaces ? 'c.name_key, ' : ''}${columns}
        from (select * from customer c where ${all.join(' and ')} order by ${order.by} limit $1) c ${joins}
        order by ${order.by}`,
      bindings,
    },
    context,
  );
}

/** How many customers there are. One statement. */
export async function countCustomers(
  reader: HubReader,
  where: CustomerWhere,
  context: RequestContext,
): Promise<number> {
  const bindings: unknown[] = [];
  const all = conditions(where, bindings);
  const rows = await reader.rows(
    { sql: `select count(*) as n from customer c where ${all.join(' and ')}`, bindings },
    context,
  );
  return Number(rows[0]?.['n'] ?? 0);
}
