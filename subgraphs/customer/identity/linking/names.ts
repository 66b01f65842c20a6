import type { IdentityAccount } from '../account.ts';
import { withoutUmlauts } from '../normalise/fold.ts';
import { organizationCore } from '../normalise/organization-name.ts';
import { readFullName, readNameParts, type NameReading } from '../normalise/person-name.ts';

/** An account with its names read once, so that pairs can be compared fast. */
export interface NamedAccount {
  readonly account: IdentityAccount;
  readonly kind: 'PERSON' | 'ORGANIZATION';
  readonly persons: readonly NameReading[];
  /** Whether the first reading is the only way to read the name: then it is known what the given names are. */
  readonly isCertain: boolean;
  /** Core names. */
  readonly organizations: readonly string[];
}

/** Null when the account has no name that could agree with another. */
export function readNames(account: IdentityAccount): NamedAccount | null {
  if (account.kind === 'ORGANIZATION') {
    const cores = [account.organizationName ?? account.name, account.otherName].map(organizationCore);
    const organizations = [...new Set(cores.filter((core) => core !== null).map(withoutUmlauts))];
    return organizations.length > 0
      ? { account, kind: 'ORGANIZATION', persons: [], isCertain: true, organizations }
      : null;
  }
  const parts = readNameParts(account.givenName, account.middleName, account.familyName);
  const main = parts.length > 0 ? parts : readFullName(account.name);
  // A maiden name may come alone; then the given names are those of the account.
  const other = readFullName(account.otherName);
  const maiden = other.length > 0 ? other : readNameParts(account.givenName, account.middleName, account.otherName);
  const persons = [...main, ...maiden];
  return persons.length > 0
    ? { account, kind: 'PERSON', persons, isCertain: main.length === 1, organizations: [] }
    : null;
}
