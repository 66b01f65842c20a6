import { accountKey, type IdentityAccount } from './account.ts';

/** One account as the matching engine reads it: canonical attributes, each with any number of values. */
export interface IdentityRecord {
  readonly system: string;
  readonly id: string;
  readonly kind: 'PERSON' | 'ORGANIZATION' | null;
  /** By the column names of the customers feed; attributes without a canonical name begin with `extra_`. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** The first value of an attribute; '' when there is none. */
export const valueOf = (record: IdentityRecord, attribute: string): string => record.values[attribute]?.[0] ?? '';

/** Which records are compared with each other: persons with persons, organisations with organisations. */
export const isOrganization = (record: IdentityRecord): boolean => record.kind === 'ORGANIZATION';

/** Name of a record in the whole hub: the account key of identity/account.ts. */
export const recordKey = (record: IdentityRecord): string =>
  accountKey({ system: record.system, accountId: record.id });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * By system and id. `match` gives equal clusters for equal records in equal order; records in this order forget who came
 * first.
 */
export const byIdentity = (a: IdentityRecord, b: IdentityRecord): number =>
  compare(a.system, b.system) || compare(a.id, b.id);

const list = (value: string | null): readonly string[] => (value === null || value === '' ? [] : [value]);

/** An account of the hub as the matching engine reads it. */
export const recordOf = (account: IdentityAccount): IdentityRecord => ({
  system: account.system,
  id: account.accountId,
  kind: account.kind,
  values: {
    name: list(account.name),
    given_name: list(account.givenName),
    middle_name: list(account.middleName),
    family_name: list(account.familyName),
    organization_name: list(account.organizationName),
    other_name: list(account.otherName),
    email: account.emails,
    phone: account.phones,
    street: list(account.street),
    city: list(account.city),
    region: list(account.region),
    postal_code: list(account.postalCode),
    country: list(account.country),
    birth_on: list(account.birthOn),
    gender: list(account.gender),
    national_id: list(account.nationalId),
    tax_number: list(account.taxNumber),
  },
});
