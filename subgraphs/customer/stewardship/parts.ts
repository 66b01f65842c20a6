import type { Knex } from 'knex';
import { accountKey } from '../identity/account.ts';
import type { AccountName } from '../store/account-scope.ts';
import { livingCustomer } from '../store/living-customer.ts';
import { refuse, type Command } from './command.ts';

export type Parts = readonly (readonly AccountName[])[];

/** All accounts of a customer, also those that are gone from their system: they may come back. */
async function accountsOf(trx: Knex.Transaction, id: string): Promise<AccountName[]> {
  const { rows } = await trx.raw<{ rows: AccountName[] }>(
    `select system, account_id as "accountId" from customer_account where customer_id = ? order by 1, 2`,
    [id],
  );
  return rows;
}

async function isLiving(trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<boolean[]> {
  const { rows } = await trx.raw<{ rows: { at: string }[] }>(
    `select w.at::text from unnest(?::text[], ?::text[]) with ordinality as w (system, account_id, at)
     join account a using (system, account_id) where a.deleted_at is null`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  const living = new Set(rows.map((row) => Number(row.at) - 1));
  return accounts.map((_, at) => living.has(at));
}

const named = ({ system, accountId }: AccountName): string => `account ${accountId} of ${system}`;

async function partsOfPair(trx: Knex.Transaction, a: AccountName, b: AccountName): Promise<Parts> {
  if (accountKey(a) === accountKey(b)) throw refuse('BAD_INPUT', 'b: expected another account than a.', 'b');
  const known = await isLiving(trx, [a, b]);
  for (const [at, account] of [a, b].entries())
    if (known[at] !== true)
      throw refuse('NOT_FOUND', `The hub knows no living ${named(account)}.`, at === 0 ? 'a' : 'b');
  return [[a], [b]];
}

async function partsOfMerge(trx: Knex.Transaction, ids: readonly string[]): Promise<Parts> {
  const living: string[] = [];
  for (const id of ids) {
    const found = await livingCustomer(trx, id);
    if (found === null) throw refuse('NOT_FOUND', `There is no customer ${id}.`, 'ids');
    if (!living.includes(found)) living.push(found);
  }
  if (living.length < 2)
    throw refuse('BAD_INPUT', 'ids: expected two customers or more; these ids are of one customer already.', 'ids');
  const parts: AccountName[][] = [];
  for (const id of living) {
    const accounts = await accountsOf(trx, id);
    if (!(await isLiving(trx, accounts)).includes(true))
      throw refuse('BAD_INPUT', `Customer ${id} has no account left: there is nothing to merge.`, 'ids');
    parts.push(accounts);
  }
  return parts;
}

async function partsOfSplit(trx: Knex.Transaction, id: string, accounts: readonly AccountName[]): Promise<Parts> {
  const customer = await livingCustomer(trx, id);
  if (customer === null) throw refuse('NOT_FOUND', `There is no customer ${id}.`, 'id');
  const all = await accountsOf(trx, customer);
  const own = new Set(all.map(accountKey));
  const wanted = new Map(accounts.map((account) => [accountKey(account), account]));
  const strange = [...wanted].find(([key]) => !own.has(key))?.[1];
  if (strange) throw refuse('BAD_INPUT', `accounts: ${named(strange)} is not an account of this customer.`, 'accounts');
  const rest = all.filter((account) => !wanted.has(accountKey(account)));
  for (const part of [rest, [...wanted.values()]])
    if (!(await isLiving(trx, part)).includes(true))
      throw refuse(
        'BAD_INPUT',
        'accounts: expected some living accounts of the customer, not none and not all.',
        'accounts',
      );
  return [rest, [...wanted.values()]];
}

/** The accounts that a new decision is about. Throws Refused. */
export function partsOf(trx: Knex.Transaction, command: Exclude<Command, { kind: 'UNDO' }>): Promise<Parts> {
  if (command.kind === 'MERGE') return partsOfMerge(trx, command.ids);
  if (command.kind === 'SPLIT') return partsOfSplit(trx, command.id, command.accounts);
  return partsOfPair(trx, command.a, command.b);
}
