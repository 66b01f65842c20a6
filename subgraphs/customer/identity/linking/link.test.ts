import { describe, expect, test } from 'vitest';
import { normaliseAccount } from '../normalise/account.ts';
import { customerRow, type Account } from '../../testing/memory-source.ts';
import { linkAccounts } from './link.ts';
import { linkRules } from './rules.ts';

const clustersOf = (accounts: readonly Account[]): string[] =>
  linkAccounts(accounts.map((account) => normaliseAccount(customerRow('s', account)))).map((cluster) =>
    cluster.map((account) => account.accountId).join(' '),
  );

const person = (account_id: string, name: string, rest: Partial<Account> = {}): Account => ({
  account_id,
  kind: 'PERSON',
  name,
  ...rest,
});
const firm = (account_id: string, name: string, rest: Partial<Account> = {}): Account => ({
  account_id,
  kind: 'ORGANIZATION',
  organization_name: name,
  ...rest,
});
const email = ['x@example.com'];
const phone = ['+49 30 1234567'];

describe('accounts are one customer', () => {
  test.each<[string, Account[]]>([
    ['by e-mail', [person('1', 'Anna Schmidt', { email }), person('2', 'Schmidt, Anna', { email: ['X@EXAMPLE.com'] })]],
    [
      'by phone in other spelling',
      [person('1', 'Anna Schmidt', { phone }), person('2', 'Anna Schmidt', { phone: ['030/1234567'], country: 'DE' })],
    ],
    [
      'by tax number of a firm',
      [
        firm('1', 'Acme GmbH', { tax_number: 'DE123456789', country: 'DE' }),
        firm('2', 'ACME', { tax_number: '123 456 789', country: 'DE' }),
      ],
    ],
    [
      'by national id',
      [
        person('1', '王小明', { national_id: '110101199003071234' }),
        person('2', '王小明', { national_id: '110101 19900307 1234' }),
      ],
    ],
    [
      'after marriage, when a system knows the maiden name',
      [
        person('1', 'Anna Schmidt', { email }),
        person('2', 'Anna Braun', { other_name: 'Schmidt', given_name: 'Anna', family_name: 'Braun', email }),
      ],
    ],
    [
      'in a chain of identifiers',
      [
        person('1', 'Anna Schmidt', { email }),
        person('2', 'Anna Schmidt', { email, phone }),
        person('3', 'A. Schmidt', { phone }),
      ],
    ],
    [
      'when only one system says what they are',
      [{ account_id: '1', name: 'Acme GmbH', phone }, firm('2', 'Acme', { phone })],
    ],
  ])('%s', (_, accounts) => {
    expect(clustersOf(accounts)).toEqual([accounts.map((account) => account.account_id).join(' ')]);
  });
});

describe('accounts are several customers', () => {
  test.each<[string, Account[], string[]]>([
    ['with nothing but the name in common', [person('1', 'Anna Schmidt'), person('2', 'Anna Schmidt')], ['1', '2']],
    [
      'in a household that shares e-mail and phone',
      [person('1', 'Anna Schmidt', { email, phone }), person('2', 'Bert Schmidt', { email, phone })],
      ['1', '2'],
    ],
    [
      'when an initial fits two of a household, only one of them gets it',
      [
        person('1', 'Anna Schmidt', { email }),
        person('2', 'Anton Schmidt', { email }),
        person('3', 'A. Schmidt', { email }),
      ],
      ['1 3', '2'],
    ],
    [
      'father and son of one name',
      [
        person('1', 'Karl Braun', { phone, birth_on: '1950-01-01' }),
        person('2', 'Karl Braun', { phone, birth_on: '1980-01-01' }),
      ],
      ['1', '2'],
    ],
    [
      'father and son, told apart by a third account',
      [
        person('1', 'Karl Braun', { phone, birth_on: '1950-01-01' }),
        person('2', 'Karl Braun', { phone, email }),
        person('3', 'Karl Braun', { email, birth_on: '1980-01-01' }),
      ],
      ['1', '2 3'],
    ],
    [
      'a firm and a person at its phone',
      [firm('1', 'Acme GmbH', { phone }), person('2', 'Anna Schmidt', { phone, organization_name: 'Acme GmbH' })],
      ['1', '2'],
    ],
    [
      'firms of one group with one mailbox',
      [firm('1', 'Acme Nord GmbH', { email }), firm('2', 'Acme Süd GmbH', { email })],
      ['1', '2'],
    ],
    [
      'firms of one name with other tax numbers',
      [firm('1', 'Acme', { email, tax_number: '111222333' }), firm('2', 'Acme', { email, tax_number: '444555666' })],
      ['1', '2'],
    ],
    ['without a full name', [person('1', 'Schmidt', { email }), person('2', 'Schmidt', { email })], ['1', '2']],
  ])('%s', (_, accounts, expected) => {
    expect(clustersOf(accounts)).toEqual(expected);
  });

  test('an identifier that too many names share is no evidence', () => {
    const names = 'abcdefghi'.split('').map((letter, at) => person(String(at), `Xaver ${letter}family`, { phone }));
    const twice = [...names, person('z', 'Xaver afamily', { phone })];
    expect(names.length).toBeGreaterThan(linkRules.maxNamesPerIdentifier);
    expect(clustersOf(twice)).toHaveLength(twice.length);
    expect(clustersOf([...names.slice(0, 8), person('z', 'Xaver afamily', { phone })])).toContain('0 z');
  });

  test('an identifier that too many accounts share is no evidence', () => {
    const many = Array.from({ length: linkRules.maxAccountsPerIdentifier + 1 }, (_, at) =>
      person(String(at), 'Test Test', { email }),
    );
    expect(clustersOf(many)).toHaveLength(many.length);
  });
});

test('the order of the accounts does not matter', () => {
  const accounts = [
    person('1', 'Anna Schmidt', { email }),
    person('2', 'Anton Schmidt', { email }),
    person('3', 'A. Schmidt', { email, phone }),
    person('4', 'Anna Schmidt', { phone }),
    firm('5', 'Acme', { phone }),
  ];
  const expected = clustersOf(accounts);
  for (let turn = 1; turn < accounts.length; turn += 1)
    expect(clustersOf([...accounts.slice(turn), ...accounts.slice(0, turn)].reverse())).toEqual(expected);
  expect(expected).toHaveLength(3);
});
