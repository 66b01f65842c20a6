import { compareText as compareCodePoints } from '../../../kit/resolvers/order.ts';
import type { IdentityAccount } from '../identity/account.ts';

/** Rows of texts, as PostgreSQL keeps them in an array of two dimensions. */
export type TextTable = readonly (readonly string[])[];

/** Lists of a customer, each row and all rows in the order of code points. */
export interface ProfileLists {
  /** System and account id. */
  readonly accounts: TextTable;
  /** Address, and the systems that know it with a blank between. */
  readonly emails: TextTable;
  /** Number, and the systems that know it with a blank between. */
  readonly phones: TextTable;
}

/** The lists as `store/customer-columns.ts` reads them from the accounts, which is what a test compares them with. */
export function listsOf(accounts: readonly IdentityAccount[]): ProfileLists {
  const ordered = [...accounts].sort(
    (a, b) => compareCodePoints(a.system, b.system) || compareCodePoints(a.accountId, b.accountId),
  );
  return {
    accounts: ordered.map(({ system, accountId }) => [system, accountId]),
    emails: known(ordered, ({ emails }) => emails),
    phones: known(ordered, ({ phones }) => phones),
  };
}

/** Each value once, with the systems of accounts that have it. */
function known(
  ordered: readonly IdentityAccount[],
  valuesOf: (account: IdentityAccount) => readonly string[],
): TextTable {
  const systems = new Map<string, Set<string>>();
  for (const account of ordered)
    for (const value of valuesOf(account)) systems.set(value, (systems.get(value) ?? new Set()).add(account.system));
  return [...systems]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([value, names]) => [value, [...names].join(' ')]);
}
