import type { Knex } from 'knex';
import type { AccountName } from '../store/account-scope.ts';

/** Takes all accounts that changed, came or went since they were last placed, in the order of systems and accounts. */
export async function takePending(trx: Knex.Transaction): Promise<AccountName[]> {
  const { rows } = await trx.raw<{ rows: AccountName[] }>(
    `with taken as (delete from match_pending returning system, account_id)
     select system, account_id as "accountId" from taken order by 1, 2`,
  );
  return rows;
}

export async function clearPending(trx: Knex.Transaction): Promise<void> {
  await trx.raw('delete from match_pending');
}
