import type { NamedAccount } from '../golden/account.ts';
import { isCjk } from '../identity/normalise/fold.ts';

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The name of an account as people read it; null when the system has none. */
export function displayNameOf(account: NamedAccount): string | null {
  if (account.kind === 'ORGANIZATION') return account.organizationName ?? account.name;
  const { givenName, middleName, familyName } = account;
  if (familyName !== null && givenName !== null) {
    if (isCjk(familyName) && isCjk(givenName)) return tidy(familyName + givenName);
    return tidy([givenName, middleName, familyName].filter((part) => part !== null).join(' '));
  }
  if (account.name !== null) {
    const comma = /^([^,]+),\s*([^,]+)$/.exec(account.name);
    return tidy(
      comma && !isCjk(account.name) && account.kind === 'PERSON' ? `${comma[2] ?? ''} ${comma[1] ?? ''}` : account.name,
    );
  }
  return familyName ?? givenName ?? account.organizationName;
}
