import { expect, it } from 'vitest';
import { isNamed, json, preferred, response } from './media-types.ts';

it.each<[string | undefined, string | null]>([
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['application/*;q=0.1', json],
  ['application/graphql-response+json, application/json', response],
  ['application/json;q=0.5, application/graphql-response+json;charset=utf-8', response],
  ['application/json;q=0, */*', response],
  ['application/json;charset="UTF-8"', json],
  ['application/json;charset=latin1', null],
  ['text/html, image/png', null],
  ['*/*;q=0', null],
  [',;,"', null],
  [`a/b;c="${'\\'.repeat(10_000)}`, null],
])('%s prefers %s', (accept, type) => {
  expect(preferred(accept, [json, response])).toBe(type);
});

it('tells what is taken by its name', () => {
  const named = ['Application/JSON; charset=utf-8', 'text/html, application/json;q=0.1'];
  const others = [undefined, '', '*/*', 'application/*', 'application/json;q=0'];
  expect(named.filter((accept) => isNamed(accept, 'application/json'))).toEqual(named);
  expect(others.filter((accept) => isNamed(accept, 'application/json'))).toEqual([]);
});
