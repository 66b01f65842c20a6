import type { IdentityAccount } from '../account.ts';

/** In the order of their weight as evidence. */
export const identifierKinds = ['TAX_NUMBER', 'NATIONAL_ID', 'EMAIL', 'PHONE'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** Everything of an account that can be looked up or can join it to another account, each once. */
export function identifiersOf(account: IdentityAccount): Identifier[] {
  const found: Identifier[] = [];
  if (account.taxNumber !== null) found.push({ kind: 'TAX_NUMBER', value: account.taxNumber });
  if (account.nationalId !== null) found.push({ kind: 'NATIONAL_ID', value: account.nationalId });
  for (const value of account.emails) found.push({ kind: 'EMAIL', value });
  for (const value of account.phones) if (/^\+\d+$/.test(value)) found.push({ kind: 'PHONE', value });
  return found;
}
