import { accountKey, type IdentityAccount } from '../identity/account.ts';
import type { AccountName } from '../store/account-scope.ts';
import type { Ask } from '../store/ask.ts';
import { identityColumns } from '../store/read-identity.ts';

/** An account as matching sees it, and what became of it. */
export interface KnownAccount extends IdentityAccount {
  readonly customerId: string;
  /** ISO 8601 UTC; null while its system has it. */
  readonly deletedAt: string | null;
}

/** Accounts by account key, also those that are gone; what the hub does not know is not there. One statement. */
export async function readRecords(
  ask: Ask,
  accounts: readonly AccountName[],
): Promise<ReadonlyMap<string, KnownAccount>> {
  const distinct = [...new Map(accounts.map((account) => [accountKey(account), account])).values()];
  const rows = await ask<KnownAccount>(
    `select to_json(r)::text as row from (
       select a.system, a.account_id as "accountId", ${identityColumns}, c.customer_id as "customerId",
         a.deleted_at as "deletedAt"
       from unnest(?::text[], ?::text[]) as w (system, account_id)
       join account a using (system, account_id) join customer_account c using (system, account_id)) r`,
    [distinct.map(({ system }) => system), distinct.map(({ accountId }) => accountId)],
  );
  return new Map(rows.map((row) => [accountKey(row), row]));
}
