import type { Knex } from 'knex';
import { accountKey } from '../identity/account.ts';
import { inScope, type AccountName } from '../store/account-scope.ts';

/** An account with its customer. */
export interface Belonging extends AccountName {
  readonly customerId: string;
}

export async function readBelongings(trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<Belonging[]> {
  const only = inScope('c', accounts);
  const { rows } = await trx.raw<{ rows: Belonging[] }>(
    `select system, account_id as "accountId", customer_id as "customerId"
     from customer_account c where true${only.sql} order by 1, 2`,
    only.bindings,
  );
  return rows;
}

/** Keeps who was whom before a decision, of all customers that it changed. */
export async function writeBefore(
  trx: Knex.Transaction,
  decisionId: string,
  before: readonly Belonging[],
  after: readonly Belonging[],
): Promise<void> {
  const now = new Map(after.map((row) => [accountKey(row), row.customerId]));
  const changed = new Set(
    before.flatMap((row) => {
      const customerId = now.get(accountKey(row));
      return customerId === undefined || customerId === row.customerId ? [] : [row.customerId, customerId];
    }),
  );
  const kept = before.filter((row) => changed.has(row.customerId));
  if (kept.length === 0) return;
  await trx.raw(
    `insert into decision_before (decision_id, system, account_id, customer_id)
     select ?, r.* from unnest(?::text[], ?::text[], ?::text[]) as r (system, account_id, customer_id)`,
    [
      decisionId,
      kept.map(({ system }) => system),
      kept.map(({ accountId }) => accountId),
      kept.map(({ customerId }) => customerId),
    ],
  );
}

/** The ids that taking a decision back gives back, by account key. */
export async function readBefore(trx: Knex.Transaction, decisionId: string): Promise<Map<string, string>> {
  const { rows } = await trx.raw<{ rows: Belonging[] }>(
    `select system, account_id as "accountId", customer_id as "customerId" from decision_before where decision_id = ?`,
    [decisionId],
  );
  return new Map(rows.map((row) => [accountKey(row), row.customerId]));
}
