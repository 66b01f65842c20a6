import type { Knex } from 'knex';
import { prepared } from '../store/prepared.ts';
import type { AccountName } from '../store/account-scope.ts';

/** An account that a change may concern, with its number in matching; null for one that is not placed. */
export interface AffectedAccount extends AccountName {
  readonly no: number | null;
}

/**
 * All accounts whose customer may change when something about these accounts does: the customers concerned, and whatever a
 * link of matching or a standing decision ties to them, to the end of the chain. What clustering says of them alone is what
 * it would say of them among all accounts. Also accounts that are gone, or not known (yet). `numbers` are further accounts,
 * as matching numbers them.
 */
export async function affectedAccounts(
  trx: Knex.Transaction,
  seeds: readonly AccountName[],
  numbers: readonly number[] = [],
): Promise<AffectedAccount[]> {
  const { rows } = await prepared<AffectedAccount>(
    trx,
    `with recursive f (system, account_id) as (
       (select * from unnest(?::text[] collate "C", ?::text[] collate "C") as s (system, account_id)
        union select system, account_id from match_account where account_no = any(?::integer[]))
       union
       select n.system, n.account_id from f, lateral (
         select o.system, o.account_id from customer_account c join customer_account o using (customer_id)
           where c.system = f.system and c.account_id = f.account_id
         union all
         select o.system, o.account_id from match_account m
           join match_edge e on e.low_no = m.account_no and e.is_link join match_account o on o.account_no = e.high_no
           where m.system = f.system and m.account_id = f.account_id
         union all
         select o.system, o.account_id from match_account m
           join match_edge e on e.high_no = m.account_no and e.is_link join match_account o on o.account_no = e.low_no
           where m.system = f.system and m.account_id = f.account_id
         union all
         select o.system, o.account_id from decision_account a join decision d using (decision_id)
           join decision_account o using (decision_id)
           where a.system = f.system and a.account_id = f.account_id and d.undone_at is null) n)
     select f.system, f.account_id as "accountId", m.account_no as no
     from f left join match_account m on m.system = f.system and m.account_id = f.account_id`,
    [seeds.map(({ system }) => system), seeds.map(({ accountId }) => accountId), [...numbers]],
  );
  return rows;
}
