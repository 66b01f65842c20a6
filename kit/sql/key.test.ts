import { expect, test } from 'vitest';
import { decodeKey, encodeKey } from './key.ts';

test('a key of one column is its text as it is', () => {
  for (const text of ['8841', 'C-10023', '50%~off', '', '王']) {
    expect(encodeKey([text])).toBe(text);
    expect(decodeKey(text, 1)).toEqual([text]);
  }
});

test('composite keys survive every sign in their parts, and different keys have different texts', () => {
  const parts = ['', '1', '~', '%', '%7E', '%25', 'a~b', '7E', '~~', '王~明'];
  const seen = new Set<string>();
  for (const a of parts)
    for (const b of parts) {
      const text = encodeKey([a, b]) ?? '';
      expect(decodeKey(text, 2)).toEqual([a, b]);
      seen.add(text);
    }
  expect(seen.size).toBe(parts.length ** 2);
});

test('text that encodeKey never writes is no key', () => {
  expect(decodeKey('a', 2)).toBeNull();
  expect(decodeKey('a~b~c', 2)).toBeNull();
  expect(decodeKey('a%41~b', 2)).toBeNull();
});

test('a null part means no key', () => {
  expect(encodeKey(['1', null])).toBeNull();
});
