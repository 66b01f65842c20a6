import type { RequestContext } from '../../../kit/context.ts';
import type { RawRow } from '../../../kit/database/database.ts';
import { TextRows } from '../../../kit/database/text-rows.ts';
import type { PromiseOrValue } from '../../../kit/promise-or-value.ts';
import { computed, type LeafField } from '../../../kit/resolvers/field.ts';
import type { Parent, Selection } from '../../../kit/resolvers/set-entry.ts';
import { listsOf, type ListedAccount, type ProfileLists, type TextTable } from '../profile/lists.ts';
import { askFor } from './ask.ts';
import type { HubReader } from './reader.ts';

/** What a row of a list is made of, and its properties in their order. */
type ReadRow = (row: readonly (string | null)[]) => unknown;

function systemsOf(text: string | null | undefined): readonly string[] {
  if (text == null) return [];
  return text.includes(' ') ? text.split(' ') : [text];
}

/** The lists that the row of a customer has, as `listsOf` makes them. */
const lists: Readonly<Record<keyof ProfileLists, ReadRow>> = {
  accounts: (row) => ({ system: row[0], id: row[1] }),
  emails: (row) => ({ address: row[0], systems: systemsOf(row[1]) }),
  phones: (row) => ({ number: row[0], systems: systemsOf(row[1]) }),
  addresses: (row) => ({
    street: row[0],
    city: row[1],
    region: row[2],
    postalCode: row[3],
    country: row[4],
    systems: systemsOf(row[5]),
  }),
};

/** A list as the text of an array, which is read when it is asked for, or as the rows themselves. */
export function listField(name: string, read: ReadRow): LeafField {
  const row: (string | null)[] = [];
  return computed([name], (parent) => {
    const value = parent[name];
    if (Array.isArray(value)) return (value as TextTable).map(read);
    if (typeof value !== 'string') return null;
    const list: unknown[] = [];
    for (const all = new TextRows(value); all.next(row);) list.push(read(row));
    return list;
  });
}

export const keptListFields: Readonly<Record<string, LeafField>> = Object.fromEntries(
  Object.entries(lists).map(([name, read]) => [name, listField(name, read)]),
);

const hold = 'listsHold';

/**
 * Select list over the alias `c` of table customer for the lists that are selected, and whether they hold. They do as long as
 * the profile is the one that they were written with: not in a row from before there were any, nor when a hub from then wrote
 * since, nor of a customer that has ended.
 */
export function keptListColumns(selection: Selection): readonly string[] {
  const wanted = Object.keys(lists).filter((name) => selection.has(name));
  if (wanted.length === 0) return wanted;
  return [
    ...wanted.map((name) => `c.${name}`),
    `c.addresses_hash = c.content_hash and c.ended_at is null as "${hold}"`,
  ];
}

interface LivingAccount extends ListedAccount {
  readonly customerId: string;
}

const livingAccounts = `select json_build_object('customerId', ca.customer_id, 'system', a.system, 'accountId', a.account_id,
    'emails', a.emails, 'phones', a.phones, 'street', a.street, 'city', a.city, 'region', a.region,
    'postalCode', a.postal_code, 'country', a.country)::text as row
  from customer_account ca join account a on a.system = ca.system and a.account_id = ca.account_id
  where ca.customer_id = any(?::text[]) and a.deleted_at is null`;

/**
 * Customers as they were read, with lists that hold: those that do not, of a few rows if any, are made of the accounts. One
 * statement where there are such rows, else none.
 */
export function withLists(
  reader: HubReader,
  rows: readonly RawRow[],
  context: RequestContext,
): PromiseOrValue<readonly Parent[]> {
  const [first] = rows;
  if (!first || !(hold in first) || rows.every(holds)) return rows;
  return readLists(reader, rows, context);
}

const holds = (row: RawRow): boolean => row[hold] === 't';

async function readLists(
  reader: HubReader,
  rows: readonly RawRow[],
  context: RequestContext,
): Promise<readonly Parent[]> {
  const accounts = new Map<string, LivingAccount[]>();
  for (const row of rows) if (!holds(row)) accounts.set(idOf(row), []);
  for (const account of await askFor(reader, context)<LivingAccount>(livingAccounts, [[...accounts.keys()]]))
    accounts.get(account.customerId)?.push(account);
  return rows.map((row) => (holds(row) ? row : { ...row, ...listsOf(accounts.get(idOf(row)) ?? []) }));
}

const idOf = (row: RawRow): string => row['id'] ?? '';
