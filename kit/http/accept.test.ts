import { expect, it } from 'vitest';
import { mediaRanges, preferred } from './accept.ts';

const json = 'application/json';
const response = 'application/graphql-response+json';

it('reads what a client takes', () => {
  expect(mediaRanges(`Multipart/Mixed; boundary="a,b" ;deferSpec=20220824;Q=0.5, ${json};q=x,, */*`)).toEqual([
    { type: 'multipart/mixed', parameters: ['boundary=a,b', 'deferspec=20220824'], quality: 0.5 },
    { type: json, parameters: [], quality: 0 },
    { type: '*/*', parameters: [], quality: 1 },
  ]);
  expect([mediaRanges(undefined), mediaRanges('')]).toEqual([[], []]);
  expect(mediaRanges(`a/b;c="${'\\'.repeat(10_000)}`)).toHaveLength(1);
});

it.each<[string | undefined, string | null]>([
  [undefined, json],
  ['*/*', json],
  ['application/*;q=0.1', json],
  [`${json}, ${response}`, json],
  [`${response}, ${json}`, response],
  [`${response};q=0.5, ${json}`, json],
  [`${json};q=0.5, ${response};charset=utf-8`, response],
  [`${json};q=0, */*`, response],
  [`*/*, ${response}`, response],
  [`${json};charset="UTF-8"`, json],
  [`${json};charset=latin1`, null],
  ['text/html, image/png', null],
  ['*/*;q=0', null],
])('%s prefers %s', (accept, type) => {
  expect(preferred(mediaRanges(accept), [json, response])).toBe(type);
});
