import { expect, test } from 'vitest';
import { normaliseNationalId, normaliseTaxNumber } from './registration.ts';

test.each([
  ['DE 123 456 789', 'DE', '123456789'],
  ['123.456.789', 'DE', '123456789'],
  ['EL123456789', 'GR', '123456789'],
  ['GB123456789', 'DE', 'GB123456789'],
  ['91110108MA01ABCD2X', 'CN', '91110108MA01ABCD2X'],
  ['91-1101 08ma01abcd2x', null, '91110108MA01ABCD2X'],
  ['ATU12345678', null, 'U12345678'],
  ['ESB12345678', 'ES', 'B12345678'],
  ['CHE-123.456.789 MWST', 'CH', 'E123456789'],
])('tax number %s of %s is %s', (text, country, expected) => {
  expect(normaliseTaxNumber(text, country)).toBe(expected);
});

test.each(['', 'n/a', '000000000', '99999999', '1234', 'unknown', '0000001'])('tax number %s says nothing', (text) => {
  expect(normaliseTaxNumber(text, 'DE')).toBeNull();
});

test('a national id loses its punctuation only', () => {
  expect(normaliseNationalId('110101-19900307-123x')).toBe('11010119900307123X');
  expect(normaliseNationalId('-')).toBeNull();
});
