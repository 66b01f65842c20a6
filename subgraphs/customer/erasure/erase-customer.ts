import type { Knex } from 'knex';
import type { Clock } from '../../../kit/context.ts';
import { HubError } from '../../../kit/errors/hub-error.ts';
import type { EraseOptions, EraseReport } from '../../../kit/subgraph/erase.ts';
import { houseRules, type HubRules } from '../rules.ts';
import { accountKey } from '../identity/account.ts';
import { affectedAccounts } from '../matching/affected.ts';
import { eraseFromMatching } from '../matching/erase-accounts.ts';
import { livingCustomer } from '../store/living-customer.ts';
import { linkCustomers } from '../sync/link-customers.ts';
import { holdsSyncLock } from '../sync/sync-lock.ts';
import { eraseRows, type ErasedAccount } from './erase-rows.ts';
import { ensureKey } from './keyed-hash.ts';

/** Longest wait for a sync that is just ending, milliseconds. */
const waitMs = 5_000;
const longestReason = 500;

interface AccountRow {
  readonly system: string;
  readonly accountId: string;
  readonly isLiving: boolean;
}

/** Every account of a customer, also those that are gone: their values are still here. */
async function accountsOf(trx: Knex.Transaction, id: string): Promise<AccountRow[]> {
  const { rows } = await trx.raw<{ rows: AccountRow[] }>(
    `select c.system, c.account_id as "accountId", a.deleted_at is null as "isLiving"
     from customer_account c join account a using (system, account_id) where c.customer_id = ? order by 1, 2`,
    [id],
  );
  return rows;
}

function heldBy(accounts: readonly AccountRow[]): EraseReport['heldBy'] {
  const bySystem = new Map<string, string[]>();
  for (const { system, accountId, isLiving } of accounts)
    if (isLiving) bySystem.set(system, [...(bySystem.get(system) ?? []), accountId]);
  return [...bySystem].map(([system, ids]) => ({ system, accounts: ids.length, ids }));
}

/** Undoes a transaction whose work is only to be reported. */
class OnlyLooking extends Error {
  constructor(readonly report: EraseReport) {
    super('only looking');
  }
}

async function erase(
  trx: Knex.Transaction,
  clock: Clock,
  options: EraseOptions,
  rules: HubRules,
): Promise<EraseReport> {
  if (!(await holdsSyncLock(trx, waitMs)))
    throw new HubError('SUBGRAPH_UNAVAILABLE', 'A sync of this hub is running; erase again when it has ended.', {
      subgraph: 'customer',
    });
  const customer = await livingCustomer(trx, options.customer);
  if (customer === null) throw new HubError('BAD_USER_INPUT', 'There is no customer with this id; nothing was erased.');
  const now = new Date(clock.now()).toISOString();
  const rows = await accountsOf(trx, customer);
  const key = await ensureKey(trx, now);
  const accounts = rows.map(({ system, accountId }): ErasedAccount => ({
    system,
    accountId,
    hash: key.account(system, accountId),
  }));
  const erased = new Set(accounts.map(accountKey));
  const concerned = await affectedAccounts(trx, accounts);
  const reached = await eraseFromMatching(trx, accounts, rules.identity);
  const affected = await affectedAccounts(trx, concerned, reached?.components);
  const others = affected.filter((one) => !erased.has(accountKey(one)));
  await eraseRows(trx, { customer, accounts, key, now });
  await trx.raw('insert into erasure (customer_hash, erased_at, reason, account_count) values (?, ?, ?, ?)', [
    key.customer(customer),
    now,
    options.reason.trim(),
    accounts.length,
  ]);
  // Whoever was kept apart or held by the erased accounts stands for itself now, as the next sync would find.
  if (reached !== null && (others.length > 0 || reached.touched.length > 0))
    await linkCustomers(trx, { now, rules, scope: others, touched: reached.touched });
  const dryRun = options.dryRun ?? false;
  const report = { dryRun, customer, erasedAt: now, accounts: accounts.length, heldBy: heldBy(rows) };
  if (dryRun) throw new OnlyLooking(report);
  return report;
}

/**
 * Removes every personal value of a customer from the hub's own database and keeps its accounts from coming back, in one
 * transaction. What is left of them in history and decisions are keyed hashes.
 */
export async function eraseCustomer(
  store: Knex,
  clock: Clock,
  options: EraseOptions,
  rules: HubRules = houseRules(),
): Promise<EraseReport> {
  const length = options.reason.trim().length;
  if (length < 1 || length > longestReason)
    throw new HubError(
      'BAD_USER_INPUT',
      `reason: expected 1 to ${String(longestReason)} characters, found ${String(length)}.`,
    );
  try {
    return await store.transaction((trx) => erase(trx, clock, options, rules));
  } catch (error) {
    if (error instanceof OnlyLooking) return error.report;
    throw error;
  }
}
