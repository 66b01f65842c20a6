import { expect, test } from 'vitest';
import { goldenAccount as account } from '../testing/golden-account.ts';
import { listsOf } from './lists.ts';

test('spellings that differ in case only are one address, of each part the first in code points', () => {
  const accounts = [
    account('b', { street: 'Öl-GASSE 1', city: 'Wien', country: 'AT' }),
    account('a', { street: 'öl-Gasse 1', city: 'WIEN', country: 'AT' }),
    account('c', { street: 'Öl-Gasse 1', city: 'Wien', region: 'Wien', country: 'AT' }),
  ];
  const { addresses } = listsOf(accounts);
  expect(addresses).toEqual([
    ['Öl-GASSE 1', 'WIEN', null, null, 'AT', 'a b'],
    ['Öl-Gasse 1', 'Wien', 'Wien', null, 'AT', 'c'],
  ]);
  expect(listsOf([...accounts].reverse()).addresses).toEqual(addresses);
});

test('addresses are in the order of country, town and street; what is absent is last, and nothing is no address', () => {
  const { addresses } = listsOf([
    account('a', { city: 'Zwickau' }),
    account('a', { city: 'Bonn', country: 'DE', street: 'B 1' }),
    account('a', { country: 'DE' }),
    account('a', { city: 'Bonn', country: 'DE', street: 'A 1' }),
    account('a', { city: 'Bonn', country: 'DE', postalCode: 'null' }),
    account('a', { city: 'Zug', country: 'CH' }),
    account('a', {}),
  ]);
  expect(addresses.map((row) => row.slice(0, 5))).toEqual([
    [null, 'Zug', null, null, 'CH'],
    ['A 1', 'Bonn', null, null, 'DE'],
    ['B 1', 'Bonn', null, null, 'DE'],
    [null, 'Bonn', null, 'null', 'DE'],
    [null, null, null, null, 'DE'],
    [null, 'Zwickau', null, null, null],
  ]);
});
