import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse, print, type ValueNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedEngine, type AskedEngine } from '../../../testing/asked-engine.ts';
import { hubEngine } from '../hub-engine.ts';

const typeDefs = parse(`
  scalar Any
  enum Kind { BOOK FILM }
  input Filter { any: Any  nested: [[Filter]]  kind: Kind }
  type Query { echo(any: Any, float: Float, filter: Filter, kinds: [Kind]): String }`);
/** Says as what it was written; a value that came as JSON has no such text. */
const any = new GraphQLScalarType<string>({
  name: 'Any',
  parseValue: (value) => `JSON ${JSON.stringify(value)}`,
  parseLiteral: (node: ValueNode) => print(node),
});
const resolvers = { Any: any, Query: { echo: (_: unknown, args: object) => JSON.stringify(args) } };

let hub: AskedEngine;
beforeAll(async () => {
  const { supergraphSdl = '' } = composeServices([{ name: 'echoes', url: 'http://echoes.internal/', typeDefs }]);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }] as Parameters<typeof buildSubgraphSchema>[0]);
  const quiet = { sets: null, ready: () => Promise.resolve(), stop: () => Promise.resolve() };
  const subgraph = { name: 'echoes', schema, ...quiet };
  hub = await askedEngine(hubEngine, supergraphSdl, [{ name: 'echoes', subgraph }]);
});
afterAll(() => hub.stop());

async function echoed(query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const { data, errors } = await hub.ask(query, variables);
  expect(errors).toEqual([]);
  const { echo } = JSON.parse(data ?? '') as { echo: string };
  return JSON.parse(echo);
}

describe('a literal of a scalar that only the subgraph knows', () => {
  it.each([
    '9007199254740993',
    '-12345678901234567890123',
    '-0',
    '1.10',
    '1e400',
    'RED',
    '"RED"',
    '[1.0, null, [RED, 7]]',
    '{a: 0.1, b: {c: RED, d: 12345678901234567890}}',
  ])('gets there as it was written: %s', async (text) => {
    expect(await echoed(`{ echo(any: ${text}) }`)).toEqual({ any: text });
    expect(await echoed(`query($x: Any = ${text}) { echo(any: $x) }`)).toEqual({ any: text });
    expect(await echoed(`query($x: Any = ${text}) { echo(any: $x) }`, { x: 1.5 })).toEqual({ any: 'JSON 1.5' });
    const filter = { any: text, nested: [[{ any: text }]] };
    expect(
      await echoed(
        `{ ...F echo(filter: { any: ${text}, nested: { any: ${text} } }) }
         fragment F on Query { echo(filter: { any: ${text}, nested: { any: ${text} } }) }`,
      ),
    ).toEqual({ filter });
  });

  it('is no text of the client, which may look like anything', async () => {
    const query =
      '{ echo(any: ["literal0_", 1.50, "literal1_", RED], float: 1.50, kinds: [BOOK], filter: { kind: FILM }) }';
    expect(await echoed(query)).toEqual({
      any: '["literal0_", 1.50, "literal1_", RED]',
      float: 1.5,
      kinds: ['BOOK'],
      filter: { kind: 'FILM' },
    });
  });
});
