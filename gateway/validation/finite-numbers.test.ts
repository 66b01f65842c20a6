import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { errorsOf } from './errors-of.ts';
import { finiteNumbersRule } from './finite-numbers.ts';

const schema = buildSchema(
  `scalar Any input Box { sizes: [[Float!]] } type Query { a(float: Float! = 1, box: Box, any: Any): Int }`,
);
const errors = (query: string) =>
  errorsOf(schema, parse(query), [finiteNumbersRule], 5).map(({ message, locations }) => [
    message,
    locations?.[0]?.column,
  ]);

it.each([
  ['{ a(float: 1e400) }', 12],
  ['{ a(box: { sizes: [1, [-1e999]] }) }', 24],
  ['query($x: Float = 1e400) { a(float: $x) }', 19],
  [`{ a(float: 1${'0'.repeat(400)}) }`, 12],
])('tells of %s', (query, column) => {
  expect(errors(query)).toEqual([['A literal is beyond what a Float can be.', column]]);
});

it.each(['{ a(float: 1e308, box: { sizes: 0.1 }) }', '{ a(any: 1e400) b: a(any: { c: 1e400 }) }'])(
  'does not mind %s',
  (query) => {
    expect(errors(query)).toEqual([]);
  },
);
