import { expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';

const limits = { warnAfterMs: 60_000, errorAfterMs: 120_000 };
const now = Date.parse('2024-01-01T12:00:00Z');

test.each([
  ['2024-01-01T11:59:00Z', 'FRESH'],
  ['2024-01-01T11:58:59Z', 'WARN'],
  ['2024-01-01T11:58:00Z', 'WARN'],
  ['2024-01-01T11:57:59Z', 'STALE'],
  [null, 'NEVER'],
])('read at %s is %s', (asOf, expected) => {
  expect(freshnessOf(asOf, now, limits)).toBe(expected);
});
