import type { Knex } from 'knex';
import { prepared } from './prepared.ts';
import type { IdentityAccount } from '../identity/account.ts';
import type { CustomerRow } from '../identity/normalise/account.ts';
import { identifiersOf } from '../identity/normalise/identifiers.ts';
import { longestSearch } from '../search/search-text.ts';

/** An account to be written: the row of the feed, what normalising made of it, and the hash of the row. */
export interface AccountWrite {
  readonly row: CustomerRow;
  readonly account: IdentityAccount;
  readonly contentHash: string;
}

export interface Known {
  readonly contentHash: string;
  readonly isGone: boolean;
}

/** Remembers in the transaction which accounts a feed has; `seen` says how many of `ids` it had not seen before. */
export async function openSeen(trx: Knex.Transaction): Promise<void> {
  await trx.raw('create temporary table seen_account (account_id text collate "C" primary key) on commit drop');
}

export async function addSeen(trx: Knex.Transaction, ids: readonly string[]): Promise<{ seen: number }> {
  const result = await trx.raw<{ rowCount: number }>(
    'insert into seen_account select unnest(?::text[]) on conflict do nothing',
    [[...ids]],
  );
  return { seen: result.rowCount };
}

/** What the store has of these accounts. */
export async function knownAccounts(
  trx: Knex.Transaction,
  system: string,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  const { rows } = await trx.raw<{ rows: { account_id: string; content_hash: string; is_gone: boolean }[] }>(
    `select account_id, content_hash, deleted_at is not null as is_gone
     from account where system = ? and account_id = any(?::text[])`,
    [system, [...ids]],
  );
  return new Map(rows.map((row) => [row.account_id, { contentHash: row.content_hash, isGone: row.is_gone }]));
}

function accountRecord({ row, account, contentHash }: AccountWrite, now: string): Record<string, unknown> {
  return {
    account_id: account.accountId,
    kind: account.kind,
    name: account.name,
    given_name: account.givenName,
    middle_name: account.middleName,
    family_name: account.familyName,
    organization_name: account.organizationName,
    other_name: account.otherName,
    emails: account.emails,
    phones: account.phones,
    street: account.street,
    city: account.city,
    region: account.region,
    postal_code: account.postalCode,
    country: account.country,
    birth_on: account.birthOn,
    gender: account.gender,
    national_id: account.nationalId,
    tax_number: account.taxNumber,
    updated_at: account.updatedAt,
    content_hash: contentHash,
    deleted_at: row.is_deleted === true ? now : null,
  };
}

const columns = `account_id text, kind text, name text, given_name text, middle_name text, family_name text,
  organization_name text, other_name text, emails text[], phones text[], street text, city text, region text,
  postal_code text, country text, birth_on date, gender text, national_id text, tax_number text,
  updated_at timestamptz, content_hash text, deleted_at timestamptz`;
const names = columns.split(',').map((column) => column.trim().split(' ')[0] ?? '');
const overwritten = names.filter((name) => name !== 'account_id').map((name) => `${name} = excluded.${name}`);

function identifierRecords({ row, account }: AccountWrite): { kind: string; value: string; account_id: string }[] {
  if (row.is_deleted === true) return [];
  const accountId = account.accountId;
  const unreadable = account.phones.filter((phone) => !phone.startsWith('+')).map((phone) => phone.replace(/\D/g, ''));
  return [
    ...identifiersOf(account),
    ...[...new Set(unreadable)].filter((digits) => digits !== '').map((value) => ({ kind: 'PHONE_DIGITS', value })),
  ]
    .filter(({ value }) => value.length <= longestSearch)
    .map(({ kind, value }) => ({ kind, value, account_id: accountId }));
}

/** Accounts of a system that matching has to place anew. */
async function markPending(trx: Knex.Transaction, system: string, ids: readonly string[]): Promise<void> {
  await trx.raw('insert into match_pending (system, account_id) select ?, unnest(?::text[]) on conflict do nothing', [
    system,
    [...ids],
  ]);
}

/** Writes accounts of one system and what they can be looked up by; four statements for all. */
export async function writeAccounts(
  trx: Knex.Transaction,
  system: string,
  writes: readonly AccountWrite[],
  now: string,
): Promise<void> {
  if (writes.length === 0) return;
  await prepared(
    trx,
    `insert into account (system, first_seen_at, changed_at, ${names.join(', ')})
     select ?, ?, ?, ${names.join(', ')} from jsonb_to_recordset(?::jsonb) as r (${columns})
     on conflict (system, account_id) do update set changed_at = excluded.changed_at, ${overwritten.join(', ')}`,
    [system, now, now, JSON.stringify(writes.map((write) => accountRecord(write, now)))],
  );
  const ids = writes.map(({ account }) => account.accountId);
  await prepared(trx, 'delete from identifier where system = ? and account_id = any(?::text[])', [system, ids]);
  await prepared(
    trx,
    `insert into identifier (kind, value, system, account_id)
     select kind, value, ?, account_id from jsonb_to_recordset(?::jsonb) as r (kind text, value text, account_id text)`,
    [system, JSON.stringify(writes.flatMap(identifierRecords))],
  );
  await markPending(trx, system, ids);
}

/** Marks the accounts that the feed has no more; returns how many. Only after the whole feed was read. */
export async function removeUnseen(trx: Knex.Transaction, system: string, now: string): Promise<number> {
  const { rows } = await trx.raw<{ rows: { account_id: string }[] }>(
    `update account a set deleted_at = ?, changed_at = ? where a.system = ? and a.deleted_at is null
       and not exists (select from seen_account s where s.account_id = a.account_id)
     returning a.account_id`,
    [now, now, system],
  );
  const ids = rows.map((row) => row.account_id);
  await trx.raw('delete from identifier where system = ? and account_id = any(?::text[])', [system, ids]);
  await markPending(trx, system, ids);
  return ids.length;
}

export async function countLiving(trx: Knex.Transaction, system: string): Promise<number> {
  const { rows } = await trx.raw<{ rows: { n: number }[] }>(
    'select count(*)::int as n from account where system = ? and deleted_at is null',
    [system],
  );
  return rows[0]?.n ?? 0;
}
