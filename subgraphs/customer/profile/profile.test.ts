import { expect, test } from 'vitest';
import { survivorshipRules } from '../golden/rules.ts';
import { normaliseAccount } from '../identity/normalise/account.ts';
import { customerRow, type Account } from '../testing/memory-source.ts';
import { displayNameOf } from './display-name.ts';
import { profileOf } from './profile.ts';

const account = (fields: Partial<Account>, system = 's') =>
  normaliseAccount(customerRow(system, { account_id: '1', ...fields }));

test.each<[Partial<Account>, string | null]>([
  [{ kind: 'PERSON', given_name: 'Anna', middle_name: 'M.', family_name: 'Schmidt' }, 'Anna M. Schmidt'],
  [{ kind: 'PERSON', given_name: '小明', family_name: '王' }, '王小明'],
  [{ kind: 'PERSON', name: 'Schmidt,  Anna' }, 'Anna Schmidt'],
  [{ kind: 'PERSON', family_name: 'Schmidt' }, 'Schmidt'],
  [{ kind: 'ORGANIZATION', organization_name: 'Acme, Inc.' }, 'Acme, Inc.'],
  [{ kind: 'ORGANIZATION', name: 'Acme, Inc.' }, 'Acme, Inc.'],
  [{}, null],
])('%j is shown as %s', (fields, expected) => {
  expect(displayNameOf(account(fields))).toBe(expected);
});

test('the latest account names the customer, whatever the order of the accounts', () => {
  const accounts = [
    account({ kind: 'PERSON', name: 'Anna Schmidt', updated_at: '2020-01-01T00:00:00Z', country: 'DE' }, 'a'),
    account({ kind: 'PERSON', name: 'Anna Braun', updated_at: '2024-01-01T00:00:00Z', country: 'at' }, 'b'),
    account({ name: null }, 'c'),
  ];
  const profile = profileOf(accounts, survivorshipRules());
  expect(profile).toMatchObject({
    displayName: 'Anna Braun',
    kind: 'PERSON',
    systems: ['a', 'b', 'c'],
    countries: ['AT', 'DE'],
  });
  expect(profile.names).toContain(' schmidt ');
  expect(profileOf([...accounts].reverse(), survivorshipRules())).toEqual(profile);
});
