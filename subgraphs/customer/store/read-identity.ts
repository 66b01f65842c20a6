import type { Knex } from 'knex';
import type { IdentityAccount } from '../identity/account.ts';
import { accountKey } from '../identity/account.ts';
import type { Previous } from '../identity/assign/assign.ts';

/** What linking needs to know of the store. */
export interface IdentityState {
  readonly accounts: readonly IdentityAccount[];
  readonly previous: Previous;
  /** Hash of each living account as its feed gave it, by account key. */
  readonly accountHashes: ReadonlyMap<string, string>;
  /** What the stored profile was made of, by customer; null for a customer that has ended. */
  readonly profileHashes: ReadonlyMap<string, string | null>;
}

/** All living accounts and everything that was said about identity before. Memory: about 1 KB per account. */
export async function readIdentityState(trx: Knex.Transaction): Promise<IdentityState> {
  const accounts = await trx.raw<{ rows: (IdentityAccount & { readonly hash: string })[] }>(`
    select system, account_id as "accountId", kind, name, given_name as "givenName", middle_name as "middleName",
      family_name as "familyName", organization_name as "organizationName", other_name as "otherName", emails, phones,
      city, country, birth_on::text as "birthOn", national_id as "nationalId", tax_number as "taxNumber",
      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "updatedAt",
      content_hash as hash
    from account where deleted_at is null order by system, account_id`);
  const crosswalk = await trx.raw<{ rows: { system: string; accountId: string; customerId: string }[] }>(
    'select system, account_id as "accountId", customer_id as "customerId" from customer_account',
  );
  const customers = await trx.raw<{ rows: { id: string; createdAt: string; hash: string | null }[] }>(`
    select customer_id as id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      case when ended_at is null then content_hash end as hash
    from customer`);
  const redirects = await trx.raw<{ rows: { old: string; id: string }[] }>(
    'select old_customer_id as old, customer_id as id from customer_redirect',
  );
  return {
    accounts: accounts.rows,
    previous: {
      customerOf: new Map(crosswalk.rows.map((row) => [accountKey(row), row.customerId])),
      createdAt: new Map(customers.rows.map((row) => [row.id, row.createdAt])),
      redirects: new Map(redirects.rows.map((row) => [row.old, row.id])),
    },
    accountHashes: new Map(accounts.rows.map((row) => [accountKey(row), row.hash])),
    profileHashes: new Map(customers.rows.map((row) => [row.id, row.hash])),
  };
}
