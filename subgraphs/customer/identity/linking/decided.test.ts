import { describe, expect, test } from 'vitest';
import { customerRow, type Account } from '../../testing/memory-source.ts';
import { accountKey } from '../account.ts';
import type { Constraints } from '../constraints.ts';
import { normaliseAccount } from '../normalise/account.ts';
import { linkAccounts } from './link.ts';

const pairs = (text: string): [string, string][] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((pair) => [key(pair[0] ?? ''), key(pair[1] ?? '')]);
const key = (accountId: string): string => accountKey({ system: 's', accountId });
const decided = (together: string, apart = ''): Constraints => ({ together: pairs(together), apart: pairs(apart) });

const person = (account_id: string, name: string | null, rest: Partial<Account> = {}): Account => ({
  account_id,
  kind: 'PERSON',
  name,
  ...rest,
});
const email = ['x@example.com'];

const clusters = (accounts: readonly Account[], constraints: Constraints): string =>
  linkAccounts(
    accounts.map((account) => normaliseAccount(customerRow('s', account))),
    constraints,
  )
    .map((cluster) => cluster.map((account) => account.accountId).join(''))
    .join(' ');

describe('what people decided beats the model', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => person(id, 'Anna Schmidt', { email })) as [Account, Account, Account];
  const other = person('x', 'Berta Braun', { email: ['y@example.com'] });

  test('without decisions the model speaks', () => {
    expect(clusters([a, b, c, other], decided(''))).toBe('abc x');
  });

  test('together joins what has nothing in common', () => {
    expect(clusters([a, b, c, other], decided('ax'))).toBe('abcx');
  });

  test('together joins an account without a name, and the model goes on joining', () => {
    expect(clusters([a, b, person('n', null)], decided('an'))).toBe('abn');
  });

  test('together does not drive out those who agreed with one of the two', () => {
    const married = person('m', 'Anna Weber', { email: ['y@example.com'], birth_on: '1970-01-01' });
    const before = person('q', 'Anna Weber', { email: ['y@example.com'] });
    expect(clusters([a, b, married, before], decided('am'))).toBe('abmq');
  });

  test('apart parts what the model joins, also through a third', () => {
    expect(clusters([a, b], decided('', 'ab'))).toBe('a b');
    expect(clusters([a, b, c], decided('', 'ac'))).toBe('ab c');
  });

  test('apart holds for whoever is tied to one of the two, even when that one is gone', () => {
    expect(clusters([a, b, c], decided('bc', 'ac'))).toBe('a bc');
    expect(clusters([a, c], decided('bc', 'ab'))).toBe('a c');
    expect(clusters([other, c], decided('bc xb'))).toBe('cx');
  });

  test('the order of the input does not matter', () => {
    expect(clusters([other, c, b, a], decided('bx', 'ac'))).toBe('abx c');
    expect(clusters([a, b, c, other], decided('xb', 'ca'))).toBe('abx c');
  });
});
