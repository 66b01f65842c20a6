import type { RequestContext } from '../../../kit/context.ts';
import { andThen } from '../../../kit/promise-or-value.ts';
import type { Parent, Selection } from '../../../kit/resolvers/set-entry.ts';
import { sqlPerSelection } from './customer-columns.ts';
import { withLists } from './customer-lists.ts';
import { isKeepable, type HubReader, type KeyedSql } from './reader.ts';

/**
 * Customers by id, aligned with `ids`; null for an id that was never given. Ids that were merged away lead to the living
 * customer, as do ids that an account founded in a hub that was rebuilt since. One statement for ids that customers have,
 * as nearly all are; one more when there are others, and that of `withLists`.
 */
export function customersByIds(
  reader: HubReader,
  ids: readonly string[],
  selection: Selection,
  context: RequestContext,
): Promise<(Parent | null)[]> {
  const distinct = ids.length > 1 ? [...new Set(ids)] : ids;
  const align = (parents: readonly Parent[]) => aligned(ids, parents);
  return reader.byKeys(byIds(selection), distinct, context).then((rows) => {
    if (rows.length === distinct.length) return andThen(withLists(reader, rows, context), align);
    const asked = new Set(rows.map((row) => row['asked']));
    const others = distinct.filter((id) => !asked.has(id));
    return reader
      .byKeys(byOtherIds(selection), others, context)
      .then((found) => withLists(reader, [...rows, ...found], context))
      .then(align);
  });
}

function aligned(ids: readonly string[], parents: readonly Parent[]): (Parent | null)[] {
  if (ids.length === 1) return [parents.find((parent) => parent['asked'] === ids[0]) ?? null];
  const found = new Map(parents.map((parent) => [parent['asked'], parent]));
  return ids.map((id) => found.get(id) ?? null);
}

/** The id of the living customer behind any id. */
const livingId = (id: string): string => `coalesce(
      (select l.customer_id from customer l where l.customer_id = ${id}),
      (select r.customer_id from customer_redirect r where r.old_customer_id = ${id}),
      (select f.customer_id from customer_account f where f.founding_id = ${id}))`;

/**
 * The rows of a list, `$1` and what is beside it. PostgreSQL, which takes an unknown array for ten rows and an unknown limit for a
 * tenth, counts on one row when it does not know the list: each is found by index anyway, and the plan seems no dearer than for a
 * list that it knows, so that it keeps it. The limit takes nothing away.
 */
const listed = (rows: string): string => `(select * from ${rows} limit cardinality($1::text[]))`;

const byIds = sqlPerSelection<KeyedSql>(({ columns, joins }) => ({
  one: `select c.customer_id as asked, ${columns} from customer c ${joins} where c.customer_id = $1`,
  many: `select c.customer_id as asked, ${columns}
    from ${listed('unnest($1::text[]) l (id)')} w join customer c on c.customer_id = w.id ${joins}`,
}));

const byOtherIds = sqlPerSelection<KeyedSql>(({ columns, joins }) => ({
  one: `select $1::text as asked, ${columns} from customer c ${joins} where c.customer_id = ${livingId('$1')}`,
  many: `select w.id as asked, ${columns}
    from ${listed('unnest($1::text[]) l (id)')} w
    cross join lateral (select ${livingId('w.id')} as id) t
    join customer c on c.customer_id = t.id ${joins}`,
}));

export interface AccountRef {
  readonly system: string;
  readonly id: string;
}

/**
 * The customer of each account, aligned; null for an account that the hub does not know. An account that is gone from its
 * system still leads to its customer: orders of it may be left. One statement, and that of `withLists`.
 */
export async function customersByAccounts(
  reader: HubReader,
  accounts: readonly AccountRef[],
  selection: Selection,
  context: RequestContext,
): Promise<(Parent | null)[]> {
  const key = (account: AccountRef): string => `${account.system}\u0000${account.id}`;
  const askable = accounts.filter(({ system, id }) => isKeepable(system) && isKeepable(id));
  const distinct = [...new Map(askable.map((account) => [key(account), account])).values()];
  const rows = await reader.rows(
    {
      sql: byAccounts(selection),
      bindings: [distinct.map((account) => account.system), distinct.map((account) => account.id)],
    },
    context,
  );
  const parents = await withLists(reader, rows, context);
  const found = new Map(
    rows.map((row, at) => [`${row['asked_system'] ?? ''}\u0000${row['asked_id'] ?? ''}`, parents[at]]),
  );
  return accounts.map((account) => found.get(key(account)) ?? null);
}

const byAccounts = sqlPerSelection(
  ({ columns, joins }) => `select w.system as asked_system, w.id as asked_id, ${columns}
    from ${listed('unnest($1::text[], $2::text[]) l (system, id)')} w
    join customer_account t on t.system = w.system and t.account_id = w.id
    join customer c on c.customer_id = t.customer_id ${joins}`,
);
