import type { Knex } from 'knex';
import type { AccountName } from '../store/account-scope.ts';
import type { KeyedHash } from './keyed-hash.ts';

export interface ErasedAccount extends AccountName {
  readonly hash: string;
}

interface Erased {
  /** The living id. */
  readonly customer: string;
  readonly accounts: readonly ErasedAccount[];
  readonly key: KeyedHash;
  readonly now: string;
}

/** Every id that leads to the customer or could be told from its accounts; not those that lead to another customer now. */
async function idsOf(trx: Knex.Transaction, customer: string): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `select id from (
       select ?::text as id
       union select old_customer_id from customer_redirect where customer_id = ?
       union select old_customer_id from customer_redirect_history where customer_id = ?
       union select founding_id from customer_account where customer_id = ?
       union select home_id from customer_account where customer_id = ? and home_id is not null) ids
     where not exists (select from customer c where c.customer_id = ids.id and c.customer_id <> ?)
       and not exists (select from customer_redirect r where r.old_customer_id = ids.id and r.customer_id <> ?)`,
    Array<string>(7).fill(customer),
  );
  return rows.map(({ id }) => id);
}

/**
 * One statement or two for each table that knows accounts or customers: a table that is added to the hub and holds personal
 * values gets its line here (the test scans them all).
 */
export async function eraseRows(trx: Knex.Transaction, { customer, accounts, key, now }: Erased): Promise<void> {
  const ids = await idsOf(trx, customer);
  const each = [
    accounts.map(({ system }) => system),
    accounts.map(({ accountId }) => accountId),
    accounts.map(({ hash }) => hash),
  ];
  const gone = 'unnest(?::text[], ?::text[], ?::text[]) as e (system, account_id, hash)';
  const pairs = [ids, ids.map((id) => key.customer(id))];
  const idPairs = 'unnest(?::text[], ?::text[]) as e (id, hash)';

  await trx.raw(
    `insert into suppression (account_hash, erased_at) select e.hash, ? from ${gone} on conflict do nothing`,
    [now, ...each],
  );
  for (const table of ['decision_before', 'identifier', 'customer_account', 'account'])
    await trx.raw(
      `delete from ${table} t using ${gone} where t.system = e.system and t.account_id = e.account_id`,
      each,
    );
  await trx.raw('delete from decision_before where customer_id = any(?::text[])', [ids]);
  await trx.raw('delete from customer_redirect where customer_id = ?', [customer]);
  await trx.raw('delete from customer where customer_id = ?', [customer]);

  await trx.raw(
    `update customer_history h set account_id = e.hash, valid_to = coalesce(h.valid_to, ?) from ${gone}
     where h.system = e.system and h.account_id = e.account_id`,
    [now, ...each],
  );
  await trx.raw(`update customer_history h set customer_id = e.hash from ${idPairs} where h.customer_id = e.id`, pairs);
  await trx.raw(
    `update customer_redirect_history h set valid_to = coalesce(h.valid_to, ?) from ${idPairs}
     where h.old_customer_id = e.id or h.customer_id = e.id`,
    [now, ...pairs],
  );
  for (const column of ['old_customer_id', 'customer_id'])
    await trx.raw(
      `update customer_redirect_history h set ${column} = e.hash from ${idPairs} where h.${column} = e.id`,
      pairs,
    );

  await trx.raw(`select set_config('hub.erasing', 'on', true)`);
  await trx.raw(
    `update decision d set reason = null, undone_reason = null where exists (
       select from decision_account a join ${gone} on a.system = e.system and a.account_id = e.account_id
       where a.decision_id = d.decision_id)`,
    each,
  );
  // What an erased account tied together stays tied: the constraint names its hash.
  await trx.raw(
    `update decision_account a set account_id = e.hash from ${gone} where a.system = e.system and a.account_id = e.account_id`,
    each,
  );
  await trx.raw(`select set_config('hub.erasing', 'off', true)`);
}
