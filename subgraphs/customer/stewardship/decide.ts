import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../../../kit/context.ts';
import type { AccountName } from '../store/account-scope.ts';
import { houseRules, type HubRules } from '../rules.ts';
import { linkCustomers } from '../sync/link-customers.ts';
import { holdsSyncLock } from '../sync/sync-lock.ts';
import { affectedAccounts } from '../matching/affected.ts';
import { readModel } from '../matching/kept-model.ts';
import { readBefore, readBelongings, writeBefore } from './before.ts';
import { refuse, Refused, signatureProblems, type Command, type UserError } from './command.ts';
import { partsOf, type Parts } from './parts.ts';

/** Longest wait for a sync that is just ending, milliseconds. */
const waitMs = 2_000;

/** character_not_in_repertoire */
const notText = '22021';
const notKeepable = refuse('BAD_INPUT', 'Expected text without NUL characters; nothing was changed.');

export interface Decided {
  readonly decisionId: string;
  /** Customers that the accounts concerned belong to now. */
  readonly customerIds: readonly string[];
}

export type Outcome =
  | { readonly done: Decided; readonly userErrors: readonly [] }
  | { readonly done: null; readonly userErrors: readonly UserError[] };

async function writeDecision(
  trx: Knex.Transaction,
  command: Exclude<Command, { kind: 'UNDO' }>,
  parts: Parts,
  now: string,
): Promise<string> {
  const decisionId = randomUUID();
  await trx.raw('insert into decision (decision_id, kind, decided_at, decided_by, reason) values (?, ?, ?, ?, ?)', [
    decisionId,
    command.kind,
    now,
    command.by.trim(),
    command.reason.trim(),
  ]);
  const rows = parts.flatMap((accounts, part) => accounts.map((account) => ({ part, ...account })));
  await trx.raw(
    `insert into decision_account (decision_id, part, system, account_id)
     select ?, part, system, account_id from unnest(?::smallint[], ?::text[], ?::text[]) as r (part, system, account_id)`,
    [
      decisionId,
      rows.map(({ part }) => part),
      rows.map(({ system }) => system),
      rows.map(({ accountId }) => accountId),
    ],
  );
  return decisionId;
}

async function undo(trx: Knex.Transaction, command: Extract<Command, { kind: 'UNDO' }>, now: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { undone: boolean }[] }>(
    'select undone_at is not null as undone from decision where decision_id = ?',
    [command.id],
  );
  if (!rows[0]) throw refuse('NOT_FOUND', `There is no decision ${command.id}.`, 'id');
  if (rows[0].undone) throw refuse('ALREADY_UNDONE', `Decision ${command.id} was undone before.`, 'id');
  await trx.raw('update decision set undone_at = ?, undone_by = ?, undone_reason = ? where decision_id = ?', [
    now,
    command.by.trim(),
    command.reason.trim(),
    command.id,
  ]);
}

async function accountsOfDecision(trx: Knex.Transaction, decisionId: string): Promise<AccountName[]> {
  const { rows } = await trx.raw<{ rows: AccountName[] }>(
    `select distinct system, account_id as "accountId" from decision_account where decision_id = ? order by 1, 2`,
    [decisionId],
  );
  return rows;
}

async function customersOf(trx: Knex.Transaction, accounts: readonly AccountName[]): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `select distinct c.customer_id as id from customer_account c
     join unnest(?::text[], ?::text[]) as w (system, account_id) using (system, account_id) order by 1`,
    [accounts.map(({ system }) => system), accounts.map(({ accountId }) => accountId)],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes a decision, or takes one back, and says anew who is one customer among the accounts that it can concern, in one
 * transaction under the lock of the sync. Expected refusals are user errors, and nothing was done; throws when the store fails.
 */
export async function decide(
  store: Knex,
  clock: Clock,
  command: Command,
  rules: HubRules = houseRules(),
): Promise<Outcome> {
  const problems = signatureProblems(command);
  if (problems.length > 0) return { done: null, userErrors: problems };
  try {
    const done = await store.transaction(async (trx): Promise<Decided> => {
      if (!(await holdsSyncLock(trx, waitMs)))
        throw refuse('SYNC_RUNNING', 'A sync is running; decide again when it has ended. Nothing was changed.');
      const now = new Date(clock.now()).toISOString();
      // What an undone decision held together may fall apart: whom it concerns is asked while it still stands.
      const before =
        command.kind === 'UNDO' ? await affectedAccounts(trx, await accountsOfDecision(trx, command.id)) : [];
      if (command.kind === 'UNDO') await undo(trx, command, now);
      const decisionId =
        command.kind === 'UNDO' ? command.id : await writeDecision(trx, command, await partsOf(trx, command), now);
      const accounts = await accountsOfDecision(trx, decisionId);
      const affected = await affectedAccounts(trx, [...accounts, ...before]);
      const belonged = await readBelongings(trx, affected);
      const restore = command.kind === 'UNDO' ? await readBefore(trx, decisionId) : undefined;
      // matching all accounts takes this process from everybody who asks it: that is for a sync, which has a thread of its own
      const kept = await readModel(trx, rules.identity);
      if (kept === null)
        throw refuse(
          'SYNC_NEEDED',
          'The hub has nothing to match by (its database crashed, or has other rules): run `hub sync`, then decide again. Nothing was changed.',
        );
      await linkCustomers(trx, { now, rules, kept, scope: affected, ...(restore && { restore }) });
      if (command.kind !== 'UNDO') await writeBefore(trx, decisionId, belonged, await readBelongings(trx, affected));
      return { decisionId, customerIds: await customersOf(trx, accounts) };
    });
    return { done, userErrors: [] };
  } catch (error) {
    const refused = error instanceof Error && 'code' in error && error.code === notText ? notKeepable : error;
    if (refused instanceof Refused) return { done: null, userErrors: refused.userErrors };
    throw error;
  }
}
