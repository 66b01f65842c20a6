import { buildSchema, getArgumentValues, Kind, parse, type FieldNode } from 'graphql';
import { expect, test } from 'vitest';
import { compileArguments } from './compile-arguments.ts';

const schema = buildSchema(`
  input Where { status: [Status!] since: String = "2020" }
  enum Status { OPEN CLOSED }
  type Query {
    bare: Int
    list(first: Int = 10, after: String, where: Where): Int
    one(id: ID!, deep: Boolean! = true): Int
  }
`);

const calls = [
  'bare',
  'list',
  'list(first: 3, where: { status: OPEN })',
  'list(first: $n, after: null)',
  'list(after: $text, first: $n, where: $where)',
  'list(where: { since: $text }, first: $n)',
  'one(id: $id)',
  'one(id: "1", deep: $yes)',
  'one(id: $id, deep: $yes)',
  'one(id: null, deep: $yes)',
  'one(deep: $yes)',
  'list(first: "3", after: $text)',
];
const given: Readonly<Record<string, unknown>>[] = [
  {},
  { n: 5, text: 'x', where: { status: ['OPEN'], since: '2021' }, id: '7', yes: false },
  { n: null, text: null, where: null, id: null, yes: null },
  { n: undefined, text: undefined, where: undefined, id: undefined, yes: undefined },
];

const outcome = (read: () => unknown): unknown => {
  try {
    return { values: read() };
  } catch (error) {
    return { error: (error as Error).message };
  }
};

test.each(calls)('%s is read as graphql-js reads it, with its complaints', (call) => {
  const [operation] = parse(`query ($n: Int) { ${call} }`).definitions;
  const node =
    operation?.kind === Kind.OPERATION_DEFINITION ? (operation.selectionSet.selections[0] as FieldNode) : null;
  const field = node && schema.getQueryType()?.getFields()[node.name.value];
  if (!node || !field) throw new Error(`no field in ${call}`);
  const read = compileArguments(field, node);
  for (const variables of given)
    expect(outcome(() => read(variables))).toEqual(outcome(() => getArgumentValues(field, node, variables)));
});
