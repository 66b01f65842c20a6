import type { IdentityAccount } from '../identity/account.ts';

/** What names and kind are made of: also known where addresses are not (at sync). */
export type NamedAccount = Pick<
  IdentityAccount,
  | 'system'
  | 'accountId'
  | 'kind'
  | 'name'
  | 'givenName'
  | 'middleName'
  | 'familyName'
  | 'organizationName'
  | 'updatedAt'
>;

/** What the golden record is made of: one account of the customer, as the store has it. */
export interface GoldenAccount extends NamedAccount {
  /** In the order of the system. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthOn: string | null;
  /** As the system writes it. */
  readonly gender: string | null;
  readonly taxNumber: string | null;
}
