import { compareText as compareCodePoints } from '../../../kit/resolvers/order.ts';
import type { IdentityAccount } from '../identity/account.ts';

/** Rows of texts, as PostgreSQL keeps them in an array of two dimensions. */
export type TextTable = readonly (readonly (string | null)[])[];

/** Lists of a customer, each row and all rows in the order of code points, absent values last. */
export interface ProfileLists {
  /** System and account id. */
  readonly accounts: TextTable;
  /** Address, and the systems that know it with a blank between. */
  readonly emails: TextTable;
  /** Number, and the systems that know it with a blank between. */
  readonly phones: TextTable;
  /** Street, city, region, postal code, country, and the systems that know it with a blank between. */
  readonly addresses: TextTable;
}

/** What the lists are made of. */
export type ListedAccount = Pick<
  IdentityAccount,
  'system' | 'accountId' | 'emails' | 'phones' | 'street' | 'city' | 'region' | 'postalCode' | 'country'
>;

/** The lists of the customer whose accounts these are; their order does not matter. */
export function listsOf(accounts: readonly ListedAccount[]): ProfileLists {
  const ordered = [...accounts].sort(
    (a, b) => compareCodePoints(a.system, b.system) || compareCodePoints(a.accountId, b.accountId),
  );
  return {
    accounts: ordered.map(({ system, accountId }) => [system, accountId]),
    emails: known(ordered, ({ emails }) => emails),
    phones: known(ordered, ({ phones }) => phones),
    addresses: addressesOf(ordered),
  };
}

const between = (systems: ReadonlySet<string>): string => [...systems].join(' ');

/** Each value once, with the systems of accounts that have it. */
function known(ordered: readonly ListedAccount[], valuesOf: (account: ListedAccount) => readonly string[]): TextTable {
  const systems = new Map<string, Set<string>>();
  for (const account of ordered)
    for (const value of valuesOf(account)) systems.set(value, (systems.get(value) ?? new Set()).add(account.system));
  return [...systems].sort(([a], [b]) => compareCodePoints(a, b)).map(([value, names]) => [value, between(names)]);
}

type Address = [
  street: string | null,
  city: string | null,
  region: string | null,
  postalCode: string | null,
  country: string | null,
];

/** Absent values come last. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareCodePoints(a, b);
}

/** As people look for one: by country, then town. */
const compareAddresses = ([street, city, region, code, country]: Address, b: Address): number =>
  compare(country, b[4]) ||
  compare(city, b[1]) ||
  compare(street, b[0]) ||
  compare(code, b[3]) ||
  compare(region, b[2]);

/** Spellings that differ in case only are one address; of each part the first in the order of code points is shown. */
function addressesOf(ordered: readonly ListedAccount[]): TextTable {
  const found = new Map<string, { readonly address: Address; readonly systems: Set<string> }>();
  for (const { system, street, city, region, postalCode, country } of ordered) {
    const address: Address = [street, city, region, postalCode, country];
    if (address.every((part) => part === null)) continue;
    const key = JSON.stringify(address).toLowerCase();
    const same = found.get(key);
    if (same) {
      same.systems.add(system);
      address.forEach((part, at) => {
        if (compare(part, same.address[at] ?? null) < 0) same.address[at] = part;
      });
    } else found.set(key, { address, systems: new Set([system]) });
  }
  return [...found.values()]
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map(({ address, systems }) => [...address, between(systems)]);
}
