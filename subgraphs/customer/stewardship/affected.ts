import type { Knex } from 'knex';
import { accountKey } from '../identity/account.ts';
import type { AccountName } from '../store/account-scope.ts';

/** One step: accounts of the same customers, with the same identifiers, or named by the same standing decisions. */
const neighbours = `
  with f as (select * from unnest(?::text[], ?::text[]) as f (system, account_id))
  select c.system, c.account_id as "accountId" from customer_account c
    where c.customer_id in (select customer_id from customer_account join f using (system, account_id))
  union
  select i.system, i.account_id from identifier i
    join (select distinct kind, value from identifier join f using (system, account_id) where kind <> 'PHONE_DIGITS') k
      on k.kind = i.kind and k.value = i.value
  union
  select a.system, a.account_id from decision_account a
    where a.decision_id in (
      select decision_id from decision_account join f using (system, account_id)
        join decision d using (decision_id) where d.undone_at is null)`;

/**
 * All accounts whose customer may change when something about these accounts does: the customers concerned, and whatever
 * shares an identifier or a decision with them, to the end of the chain. What linking says of them alone is what it would say of
 * them among all accounts, so that the next sync finds nothing to change. Also accounts that are gone, or not known (yet).
 */
export async function affectedAccounts(trx: Knex.Transaction, seeds: readonly AccountName[]): Promise<AccountName[]> {
  const found = new Map(seeds.map((account) => [accountKey(account), account]));
  for (let frontier = [...found.values()]; frontier.length > 0;) {
    const { rows } = await trx.raw<{ rows: AccountName[] }>(neighbours, [
      frontier.map(({ system }) => system),
      frontier.map(({ accountId }) => accountId),
    ]);
    frontier = rows.filter((account) => !found.has(accountKey(account)));
    for (const account of frontier) found.set(accountKey(account), account);
  }
  return [...found.values()];
}
