import type { SetCall } from '../../../kit/resolvers/field.ts';
import { instantText } from '../store/instant-text.ts';
import { customersByIds } from '../store/read-customers.ts';
import type { HubReader } from '../store/reader.ts';

const holds = (alias: string): string =>
  `${alias}.valid_from <= t.at and (${alias}.valid_to is null or t.at < ${alias}.valid_to)`;

/**
 * Which accounts the customer behind an id had at an instant; null when the id was not known then. An id that was merged away
 * by then leads to the customer that it redirected to then. Two statements, one when today's customer is not selected.
 */
export async function customerAsOf(reader: HubReader, { args, context, selection }: SetCall): Promise<unknown> {
  const [row] = await reader.rows(
    {
      sql: `with t as (select $2::timestamptz as at), asked as (select coalesce(
          (select r.customer_id from customer_redirect_history r, t where r.old_customer_id = $1 and ${holds('r')} limit 1),
          (select h.customer_id from customer_history h, t where h.customer_id = $1 and h.valid_from <= t.at limit 1),
          (select h.customer_id from customer_account f join customer_history h using (system, account_id), t
            where f.founding_id = $1 and ${holds('h')} limit 1)) as id)
        select asked.id, ${instantText('t.at')} as as_of,
          (select coalesce(json_agg(json_build_object('system', h.system, 'id', h.account_id)
            order by h.system, h.account_id), '[]')
           from customer_history h where h.customer_id = asked.id and ${holds('h')}) as accounts
        from asked, t where asked.id is not null`,
      bindings: [args['id'], args['at']],
    },
    context,
  );
  const id = row?.['id'];
  if (!row || id == null) return null;
  const [customer] = selection.has('customer')
    ? await customersByIds(reader, [id], selection.child('customer'), context)
    : [];
  const accounts: unknown = JSON.parse(row['accounts'] ?? '[]');
  return { id, asOf: row['as_of'], accounts, customer: customer ?? null };
}
