import { expect, test } from 'vitest';
import { toNative } from './to-native.ts';

const key = (type: string, text: string, dialect: 'postgres' | 'mysql' = 'postgres'): unknown =>
  toNative(dialect, type, 'key', text, 'Europe/Berlin');

test.each([
  ['int2', '32767', '32768'],
  ['int4', '-2147483648', '2147483648'],
  ['int8', '9223372036854775807', '9223372036854775808'],
  ['numeric', '12.50', '12,50'],
  ['uuid', '8c5b0f0e-5a4b-4d5e-9b0a-000000000001', '8C5B'],
  ['date', '2024-02-29', '2023-02-29'],
  ['bytea', '\\x00ff', 'ff'],
  ['text', 'any thing', 'a\0b'],
  ['float8', '1.5', 'one'],
])('%s holds %s and not %s', (type, right, wrong) => {
  expect(key(type, right)).toBe(right);
  expect(key(type, wrong)).toBeUndefined();
});

test('other spellings of a number are other keys', () => {
  for (const text of ['007', '+7', ' 7', '7 ', '7.0', '0x7', '-0', '']) expect(key('int4', text), text).toBeUndefined();
});

test('MySQL gets numbers, exact ones, and the digits of bytes', () => {
  expect(key('int', '7', 'mysql')).toBe(7);
  expect(key('bigint', '9007199254740993', 'mysql')).toBe(9007199254740993n);
  expect(key('int unsigned', '4294967295', 'mysql')).toBe(4294967295);
  expect(key('int unsigned', '-1', 'mysql')).toBeUndefined();
  expect(key('binary', '\\x00ff', 'mysql')).toBe('00ff');
  expect(key('binary', 'ff', 'mysql')).toBeUndefined();
});

test('instants become wall-clock time of the source where the column has no zone', () => {
  const at = '2024-07-01T08:00:00.25Z';
  expect(toNative('postgres', 'timestamp', 'instant', at, 'Europe/Berlin')).toBe('2024-07-01 10:00:00.25');
  expect(toNative('postgres', 'timestamptz', 'instant', at, 'Europe/Berlin')).toBe('2024-07-01 08:00:00.25+00');
  expect(toNative('mysql', 'datetime', 'instant', at, 'Europe/Berlin')).toBe('2024-07-01 10:00:00.25');
  expect(toNative('postgres', 'timestamp', 'instant', 'yesterday', 'Europe/Berlin')).toBeUndefined();
});
