import { expect, test } from 'vitest';
import { normaliseEmail } from './email.ts';

test.each([
  [' Anna.Schmidt@Example.COM ', 'anna.schmidt@example.com'],
  ['mailto:anna@example.com', 'anna@example.com'],
  ['Anna Schmidt <anna@example.com>', 'anna@example.com'],
  ['ａｎｎａ＠example.com', 'anna@example.com'],
  ['anna+news@example.com', 'anna+news@example.com'],
  ['jürgen@exämple.de', 'jürgen@exämple.de'],
])('%s is %s', (text, expected) => {
  expect(normaliseEmail(text)).toBe(expected);
});

test.each([
  '',
  'anna',
  'anna@',
  '@example.com',
  'anna@example',
  'a@b@example.com',
  'a b@example.com',
  'a@.example.com',
  'a@example..com',
  'none@example.com',
  'noreply@example.com',
  'x@none.com',
])('%s is no address', (text) => {
  expect(normaliseEmail(text)).toBeNull();
});
