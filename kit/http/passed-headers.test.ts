import { expect, it } from 'vitest';
import { mayPass, passedHeaders } from './passed-headers.ts';

it('passes what was named and sent', () => {
  const headers = { authorization: 'Bearer a', 'x-tenant': ['one', 'two'], host: 'hub.example.com' };
  expect(passedHeaders(headers, ['authorization', 'x-tenant', 'x-region'])).toEqual({
    authorization: 'Bearer a',
    'x-tenant': 'one, two',
  });
  expect(passedHeaders(headers, ['x-region'])).toBe(null);
  expect(passedHeaders(headers, [])).toBe(null);
});

it.each([
  ['authorization', true],
  ['cookie', true],
  ['accept-language', true],
  ['apollographql-client-name', true],
  ['host', false],
  ['transfer-encoding', false],
  ['content-length', false],
  ['x-request-id', false],
  ['traceparent', false],
  ['two words', false],
  ['Authorization', false],
  ['', false],
])('%j may pass: %s', (name, may) => {
  expect(mayPass(name)).toBe(may);
});
