import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import { inScope, type AccountScope } from '../store/account-scope.ts';

/**
 * Brings the history in line with the crosswalk as it is now: closes what is no longer true, opens what is. Only living
 * accounts belong to a customer. What did not change writes nothing. In the transaction that changed the crosswalk.
 */
export async function writeHistory(trx: Knex.Transaction, now: string, scope: AccountScope = null): Promise<void> {
  const closing = inScope('h', scope);
  const closed = prepared(
    trx,
    `update customer_history h set valid_to = ? where h.valid_to is null${closing.sql} and not exists (
       select from customer_account c join account a on a.system = c.system and a.account_id = c.account_id
       where c.system = h.system and c.account_id = h.account_id and c.customer_id = h.customer_id and a.deleted_at is null)`,
    [now, ...closing.bindings],
  );
  const opening = inScope('c', scope);
  const opened = prepared(
    trx,
    `insert into customer_history (system, account_id, customer_id, valid_from)
     select c.system, c.account_id, c.customer_id, ?
     from customer_account c join account a on a.system = c.system and a.account_id = c.account_id
     where a.deleted_at is null${opening.sql} and not exists (
       select from customer_history h where h.system = c.system and h.account_id = c.account_id and h.valid_to is null)
     order by c.system, c.account_id`,
    [now, ...opening.bindings],
  );
  await Promise.all([closed, opened]);
}

/**
 * The same for ids that redirect: all of them, or `only` these and those that redirect to one of these. What did not change
 * writes nothing.
 */
export async function writeRedirectHistory(
  trx: Knex.Transaction,
  now: string,
  only: readonly string[] | null = null,
): Promise<void> {
  const changed = (alias: string): string =>
    only === null
      ? ''
      : ` and ${alias}.old_customer_id in (
          select unnest(?::text[]) union select old_customer_id from customer_redirect where customer_id = any(?::text[]))`;
  const ids = only === null ? [] : [[...only], [...only]];
  const closed = prepared(
    trx,
    `update customer_redirect_history h set valid_to = ? where h.valid_to is null${changed('h')} and not exists (
       select from customer_redirect r where r.old_customer_id = h.old_customer_id and r.customer_id = h.customer_id)`,
    [now, ...ids],
  );
  const opened = prepared(
    trx,
    `insert into customer_redirect_history (old_customer_id, customer_id, valid_from)
     select r.old_customer_id, r.customer_id, ? from customer_redirect r
     where not exists (
       select from customer_redirect_history h where h.old_customer_id = r.old_customer_id and h.valid_to is null)${changed('r')}
     order by r.old_customer_id`,
    [now, ...ids],
  );
  await Promise.all([closed, opened]);
}
