import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { compileVariables } from './compile-variables.ts';

const schema = buildSchema(`
  enum Colour { RED GREEN }
  input Filter { text: String! limit: Int = 5 colours: [Colour!] and: Filter }
  type Query { find(id: ID, n: Int, on: Boolean, filter: Filter, many: [Filter], x: Float): Int }
`);
const document =
  parse(`query ($id: ID!, $n: Int = 3, $on: Boolean! = true, $filter: Filter, $many: [Filter] = [{ text: "a" }], $x: Float) {
  find(id: $id, n: $n, on: $on, filter: $filter, many: $many, x: $x) }`);
const [operation] = document.definitions;
if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');

const odd: readonly unknown[] = [
  undefined,
  null,
  0,
  1,
  -1.5,
  2 ** 40,
  '',
  '1',
  'RED',
  'BLUE',
  true,
  false,
  [],
  [null],
  [1],
  {},
  { text: 'a' },
  { text: null },
  { text: 'a', more: 1 },
  { text: 'a', limit: null, colours: 'RED' },
  { text: 'a', colours: ['RED', null] },
  { text: 'a', and: { text: 'b', and: {} } },
  { text: 'a', and: { text: 'b' } },
  [{ text: 'a' }, null],
  [{ text: 1 }],
  [[{ text: 'a' }]],
];

it('the document of this test is valid', () => {
  expect(validate(schema, document)).toEqual([]);
});

it('coerces as graphql-js does, and refuses what it refuses', () => {
  const coerce = compileVariables(schema, operation.variableDefinitions);
  let fitting = 0;
  for (const name of ['id', 'n', 'on', 'filter', 'many', 'x', 'unknown'])
    for (const value of odd) {
      const all: Record<string, unknown> = { id: '7', [name]: value };
      const given = Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined));
      const theirs = getVariableValues(schema, operation.variableDefinitions ?? [], given);
      expect(coerce(given), JSON.stringify(given)).toEqual(theirs.coerced ?? null);
      if (theirs.coerced) fitting += 1;
    }
  expect(fitting).toBeGreaterThan(50);
});
