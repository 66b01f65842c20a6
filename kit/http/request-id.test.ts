import { expect, it } from 'vitest';
import { requestIdFrom } from './request-id.ts';

const drawn = /^[0-9a-f]{32}$/;

it('makes identifiers that differ', () => {
  const made = Array.from({ length: 1_000 }, () => requestIdFrom(undefined));
  expect(new Set(made).size).toBe(1_000);
  for (const id of made) expect(id).toMatch(drawn);
});

it('takes that of the caller when it can be printed', () => {
  expect(requestIdFrom('order-7.b:1')).toBe('order-7.b:1');
  for (const odd of ['', 'two\nlines', 'x'.repeat(129), ['a', 'b']]) expect(requestIdFrom(odd)).toMatch(drawn);
});
