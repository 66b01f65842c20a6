import { resolveNames } from '../golden/resolve.ts';
import { survivorshipRules, type SurvivorshipRules } from '../golden/rules.ts';
import { compareText, type IdentityAccount } from '../identity/account.ts';
import { indexText, nameKey } from '../search/search-text.ts';
import { displayNameOf } from './display-name.ts';
import { listsOf, type ProfileLists } from './lists.ts';

/** What the hub keeps of a customer so that it can be listed, shown and found: derived from its accounts alone. */
export interface Profile {
  readonly kind: 'PERSON' | 'ORGANIZATION' | 'UNKNOWN';
  readonly displayName: string | null;
  readonly nameKey: string;
  /** Words of all names. */
  readonly names: string;
  /** Words of everything: names, organisations, towns, e-mails, account numbers. */
  readonly search: string;
  readonly systems: readonly string[];
  readonly countries: readonly string[];
  readonly lists: ProfileLists;
}

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].sort(compareText);

/** The profile of a customer from all of its accounts; the order of the accounts does not matter. */
export function profileOf(
  accounts: readonly IdentityAccount[],
  rules: SurvivorshipRules = survivorshipRules(),
): Profile {
  const { displayName, kind } = resolveNames(accounts, rules);
  const names = distinct(
    accounts.flatMap((account) => [
      displayNameOf(account),
      account.name,
      account.familyName,
      account.givenName,
      account.otherName,
      account.kind === 'PERSON' ? null : account.organizationName,
    ]),
  );
  const rest = distinct(
    accounts.flatMap((account) => [account.organizationName, account.city, account.accountId, ...account.emails]),
  );
  return {
    kind: kind ?? 'UNKNOWN',
    displayName,
    nameKey: nameKey(displayName),
    names: indexText(names),
    search: indexText([...names, ...rest]),
    systems: distinct(accounts.map((account) => account.system)),
    countries: distinct(accounts.map((account) => account.country)),
    lists: listsOf(accounts),
  };
}
