import type { RequestContext } from '../../../kit/context.ts';
import type { Parent, Selection } from '../../../kit/resolvers/set-entry.ts';
import { customerSql } from './customer-columns.ts';
import { withLists } from './customer-lists.ts';
import type { HubReader, Query } from './reader.ts';

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

/** `after` says in SQL what comes after a place, of which it binds what it needs. */
interface PageOrder {
  readonly by: string;
  readonly after: (place: Place, bind: (value: unknown) => string) => string;
}

const orders: Readonly<Record<CustomerOrder, PageOrder>> = {
  NAME_ASC: {
    by: 'c.name_key, c.customer_id',
    after: ({ nameKey, id }, bind) => `(c.name_key, c.customer_id) > (${bind(nameKey)}, ${bind(id)})`,
  },
  NAME_DESC: {
    by: 'c.name_key desc, c.customer_id desc',
    after: ({ nameKey, id }, bind) => `(c.name_key, c.customer_id) < (${bind(nameKey)}, ${bind(id)})`,
  },
  ID_ASC: { by: 'c.customer_id', after: ({ id }, bind) => `c.customer_id > ${bind(id)}` },
};

/** The place of a customer that was read with its name key. */
export const placeOf = (parent: Parent): Place => ({
  nameKey: (parent['name_key'] as string | null) ?? '',
  id: parent['id'] as string,
});

export interface PageOptions {
  readonly where: CustomerWhere;
  readonly orderBy: CustomerOrder;
  readonly limit: number;
  readonly after: Place | null;
  readonly withPlaces: boolean;
  readonly selection: Selection;
}

/** At least as large, and of few sizes: each is a text that a connection keeps prepared. */
const sizeFor = (limit: number): number => 2 ** Math.ceil(Math.log2(limit));

/**
 * The statement for a page. The inner selects find it, so that nothing is read of customers outside of it. Without filters its
 * size is in the text as well: PostgreSQL, which takes an unknown limit for a tenth of all rows, then keeps the plan. With filters
 * it had better see their values: whether few customers match decides where to look for them.
 */
export function pageStatement({ where, orderBy, limit, after, withPlaces, selection }: PageOptions): Query {
  const bindings: unknown[] = [limit];
  const all = conditions(where, bindings);
  const isFiltered = bindings.length > 1;
  const order = orders[orderBy];
  if (after) all.push(order.after(after, (value) => `$${String(bindings.push(value))}`));
  const ordered = `select * from customer c where ${all.join(' and ')} order by ${order.by}`;
  const page = isFiltered
    ? ordered
    : `select * from (${ordered} limit ${String(sizeFor(limit))}) c order by ${order.by}`;
  const { columns, joins } = customerSql(selection);
  const sql = `select ${withPlaces ? 'c.name_key, ' : ''}${columns}
    from (${page} limit $1) c ${joins}
    order by ${order.by}`;
  return { sql, bindings };
}

/**
 * At most `limit` customers after a place, in order, as parents; with their name keys where places are wanted. One
 * statement, whatever the depth of the page, and that of `withLists`.
 */
export const customersAfter = (
  reader: HubReader,
  options: PageOptions,
  context: RequestContext,
): Promise<readonly Parent[]> =>
  reader.rows(pageStatement(options), context).then((rows) => withLists(reader, rows, context));

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
