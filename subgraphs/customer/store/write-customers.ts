import type { Knex } from 'knex';
import { prepared } from './prepared.ts';
import { compareText } from '../identity/account.ts';
import { customerIdOf } from '../identity/assign/customer-id.ts';
import type { Profile } from '../profile/profile.ts';

export interface CustomerWrite {
  readonly customerId: string;
  readonly profile: Profile;
  readonly contentHash: string;
}

/** Rows per statement: bounds the size of one parameter. */
const batchSize = 2_000;

/**
 * In the order of the customers' ids: what is written anew for all lies in the table as pages of customers read it, a
 * thousand in some hundred blocks instead of a block for each.
 */
function* batches<T extends { readonly customerId: string }>(all: readonly T[]): Generator<readonly T[]> {
  const sorted = all.toSorted((a, b) => compareText(a.customerId, b.customerId));
  for (let from = 0; from < sorted.length; from += batchSize) yield sorted.slice(from, from + batchSize);
}

/** Customers that are new or changed; one that had ended lives again, and one that had been merged away, at its old age. */
export async function writeCustomers(
  trx: Knex.Transaction,
  writes: readonly CustomerWrite[],
  now: string,
): Promise<void> {
  for (const batch of batches(writes))
    await prepared(
      trx,
      `insert into customer (customer_id, kind, display_name, name_key, names, search, systems, countries, accounts, emails,
         phones, addresses, content_hash, lists_hash, addresses_hash, created_at)
       select customer_id, kind, display_name, name_key, names, search, systems, countries, accounts, emails, phones,
         addresses, content_hash, content_hash, content_hash,
         coalesce((select d.created_at from customer_redirect d where d.old_customer_id = r.customer_id), ?)
       from jsonb_to_recordset(?::jsonb) as r (customer_id text, kind text, display_name text, name_key text, names text,
         search text, systems text[], countries text[], accounts text[], emails text[], phones text[], addresses text[],
         content_hash text)
       on conflict (customer_id) do update set kind = excluded.kind, display_name = excluded.display_name,
         name_key = excluded.name_key, names = excluded.names, search = excluded.search, systems = excluded.systems,
         countries = excluded.countries, accounts = excluded.accounts, emails = excluded.emails, phones = excluded.phones,
         addresses = excluded.addresses, content_hash = excluded.content_hash, lists_hash = excluded.lists_hash,
         addresses_hash = excluded.addresses_hash, ended_at = null`,
      [
        now,
        JSON.stringify(
          batch.map(({ customerId, profile, contentHash }) => ({
            customer_id: customerId,
            kind: profile.kind,
            display_name: profile.displayName,
            name_key: profile.nameKey,
            names: profile.names,
            search: profile.search,
            systems: profile.systems,
            countries: profile.countries,
            ...profile.lists,
            content_hash: contentHash,
          })),
        ),
      ],
    );
}

export interface CrosswalkWrite {
  readonly system: string;
  readonly accountId: string;
  readonly customerId: string;
  /** Id, now a redirect to this customer, that the account takes back when the customer falls apart; null for none. */
  readonly homeId: string | null;
}

/** Accounts that have another customer than before, or have one for the first time. */
export async function writeCrosswalk(trx: Knex.Transaction, writes: readonly CrosswalkWrite[]): Promise<void> {
  for (const batch of batches(writes))
    await prepared(
      trx,
      `insert into customer_account (system, account_id, customer_id, founding_id, home_id)
       select system, account_id, customer_id, founding_id, nullif(home_id, '')
       from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
         as r (system, account_id, customer_id, founding_id, home_id)
       on conflict (system, account_id) do update set customer_id = excluded.customer_id, home_id = excluded.home_id`,
      [
        batch.map((row) => row.system),
        batch.map((row) => row.accountId),
        batch.map((row) => row.customerId),
        batch.map((row) => customerIdOf(row.system, row.accountId)),
        batch.map((row) => row.homeId ?? ''),
      ],
    );
}

/**
 * Ids that were merged away: they redirect to the living id, as does whatever redirected to them (never a chain), and
 * accounts that are gone follow. Behind `writeCustomers` and `writeCrosswalk`.
 */
export async function writeMerges(
  trx: Knex.Transaction,
  merged: ReadonlyMap<string, string>,
  now: string,
): Promise<void> {
  if (merged.size === 0) return;
  const old = [...merged.keys()];
  const pairs = [old, [...merged.values()]];
  const from = 'from unnest(?::text[], ?::text[]) as m (old, living)';
  await Promise.all([
    prepared(
      trx,
      `update customer_account c set customer_id = m.living, home_id = coalesce(c.home_id, m.old) ${from} where c.customer_id = m.old`,
      pairs,
    ),
    prepared(trx, `update customer_redirect r set customer_id = m.living ${from} where r.customer_id = m.old`, pairs),
    prepared(
      trx,
      `insert into customer_redirect (old_customer_id, customer_id, redirected_at, created_at)
       select m.old, m.living, ?, (select c.created_at from customer c where c.customer_id = m.old) ${from}`,
      [now, ...pairs],
    ),
    prepared(trx, 'delete from customer where customer_id = any(?::text[])', [old]),
  ]);
}

/** Ids that redirected and live again. Behind `writeCustomers`, which gives them their age back. */
export async function writeRevived(trx: Knex.Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await prepared(trx, 'delete from customer_redirect where old_customer_id = any(?::text[])', [[...ids]]);
}

/** Ids that redirect to another customer than before, because their accounts went there. */
export async function writeRedirected(trx: Knex.Transaction, redirected: ReadonlyMap<string, string>): Promise<void> {
  if (redirected.size === 0) return;
  await prepared(
    trx,
    `update customer_redirect r set customer_id = m.living
     from unnest(?::text[], ?::text[]) as m (old, living) where r.old_customer_id = m.old`,
    [[...redirected.keys()], [...redirected.values()]],
  );
}

/** Customers that no system has an account of. They still answer by id; lists leave them out. Returns how many. */
export async function endCustomers(trx: Knex.Transaction, ids: readonly string[], now: string): Promise<number> {
  if (ids.length === 0) return 0;
  const { rowCount } = await prepared(
    trx,
    'update customer set ended_at = ? where customer_id = any(?::text[]) and ended_at is null',
    [now, [...ids]],
  );
  return rowCount;
}

/**
 * Renews the statistics of what was written anew for all: the statements behind it in the same transaction would be planned
 * for the tables as they were before, the first time for empty ones.
 */
export async function renewStatistics(trx: Knex.Transaction): Promise<void> {
  await trx.raw('analyze account, customer, customer_account, match_account, match_edge');
}

/** When less than this share of the accounts was looked at, the statistics are left to the database's own care. */
const fewChanged = 0.05;

/**
 * Makes what was written quick to find: merges the search index's pending list and, when much was written, renews the
 * statistics, without which the first searches after a first sync would be planned for empty tables. `share` of the accounts
 * were looked at.
 */
export async function settle(store: Knex, share = 1): Promise<void> {
  await store.raw(`select gin_clean_pending_list('customer_search'::regclass)`);
  if (share < fewChanged) return;
  await store.raw(
    `analyze account, identifier, customer, customer_account, customer_history, customer_redirect, customer_redirect_history,
       decision, decision_account, match_account, match_block, match_edge, match_frequency, match_review`,
  );
}

/** Living accounts and customers. */
export async function countCustomers(trx: Knex.Transaction): Promise<{ accounts: number; customers: number }> {
  const { rows } = await trx.raw<{ rows: { accounts: number; customers: number }[] }>(
    `select (select count(*)::int from account where deleted_at is null) as accounts,
       (select count(*)::int from customer where ended_at is null) as customers`,
  );
  return rows[0] ?? { accounts: 0, customers: 0 };
}
