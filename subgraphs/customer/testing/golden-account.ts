import type { GoldenAccount } from '../golden/account.ts';

/** An account as a test writes it, `key` is `system/account`: what is not given is unknown. */
export function goldenAccount(
  key: string,
  fields: Partial<Omit<GoldenAccount, 'system' | 'accountId'>> = {},
): GoldenAccount {
  const [system = '', accountId = '1'] = key.split('/');
  return {
    system,
    accountId,
    kind: null,
    name: null,
    givenName: null,
    middleName: null,
    familyName: null,
    organizationName: null,
    emails: [],
    phones: [],
    street: null,
    city: null,
    region: null,
    postalCode: null,
    country: null,
    birthOn: null,
    gender: null,
    taxNumber: null,
    updatedAt: null,
    ...fields,
  };
}
