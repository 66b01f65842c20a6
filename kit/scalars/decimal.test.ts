import { expect, test } from 'vitest';
import { addDecimals } from './decimal.ts';

test.each([
  [[], '0'],
  [['1', '2'], '3'],
  [['0.10', '2'], '2.10'],
  [['0.1', '0.2'], '0.3'],
  [['-0.05', '0.02'], '-0.03'],
  [['9999999999999999999.99', '0.01'], '10000000000000000000.00'],
  [['-1', '1.000'], '0.000'],
])('adds %j exactly', (terms, sum) => {
  expect(addDecimals(terms)).toBe(sum);
});
