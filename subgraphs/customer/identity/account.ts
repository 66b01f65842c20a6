/** What the matching engine knows of one account: canonical values of the feed and what normalising made of them. */
export interface IdentityAccount {
  readonly system: string;
  readonly accountId: string;
  readonly kind: 'PERSON' | 'ORGANIZATION' | null;
  readonly name: string | null;
  readonly givenName: string | null;
  readonly middleName: string | null;
  readonly familyName: string | null;
  readonly organizationName: string | null;
  readonly otherName: string | null;
  /** Lower case; only usable ones. */
  readonly emails: readonly string[];
  /** E.164 where readable, else as the system writes it. */
  readonly phones: readonly string[];
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthOn: string | null;
  readonly gender: string | null;
  /** Normalised. */
  readonly nationalId: string | null;
  readonly taxNumber: string | null;
  /** ISO 8601 UTC. */
  readonly updatedAt: string | null;
}

/** Name of an account in the whole hub; sorts by system, then by account. */
export const accountKey = (account: { readonly system: string; readonly accountId: string }): string =>
  `${account.system}\u0000${account.accountId}`;

/** Order that does not depend on the locale of a machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
