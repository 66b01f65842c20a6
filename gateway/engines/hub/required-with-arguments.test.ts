import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, execute, parse } from 'graphql';
import { expect, it } from 'vitest';
import { askedEngine } from '../../testing/asked-engine.ts';
import { hubEngine } from './hub-engine.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires", "@external"])`;
const rate: Readonly<Record<string, number>> = { USD: 2, EUR: 3 };

/** What was done, in order: side effects of mutations in this test's own subgraphs. */
function subgraphs(done: string[]) {
  const price = ({ id }: { id: string }, { currency }: { currency: string }) => id.length * (rate[currency] ?? 1);
  const parts = [
    {
      name: 'prices',
      typeDefs: `${link}
        type Product @key(fields: "id") { id: ID! price(currency: String = "XXX"): Int tags(first: Int): [Tag!] }
        type Tag { text(upper: Boolean): String }
        type Query { product(id: ID!): Product }
        type Mutation { stamp(id: ID!): Product }`,
      resolvers: {
        Query: { product: (_: unknown, { id }: { id: string }) => ({ id }) },
        Mutation: {
          stamp: (_: unknown, { id }: { id: string }) => {
            done.push(`stamp ${id}`);
            return { id };
          },
        },
        Product: {
          __resolveReference: (row: object) => row,
          price,
          tags: ({ id }: { id: string }, { first }: { first: number }) => Array.from({ length: first }, () => ({ id })),
        },
        Tag: { text: ({ id }: { id: string }, { upper }: { upper: boolean }) => (upper ? id.toUpperCase() : id) },
      },
    },
    {
      name: 'orders',
      typeDefs: `${link}
        type Product @key(fields: "id") {
          id: ID! price(currency: String = "XXX"): Int @external tags(first: Int): [Tag!] @external plain: String @requires(fields: "price")
          usd: String @requires(fields: "price(currency: \\"USD\\")")
          eur(note: String): String @requires(fields: "price(currency: \\"EUR\\") tags(first: 1) { text(upper: true) }")
          loud: String @requires(fields: "tags(first: 2) { text(upper: false) }")
        }
        type Tag { text(upper: Boolean): String @external }
        type Mutation { order(id: ID!): Product }`,
      resolvers: {
        Mutation: {
          order: (_: unknown, { id }: { id: string }) => {
            done.push(`order ${id}`);
            return { id };
          },
        },
        Product: {
          __resolveReference: (row: object) => row,
          plain: ({ price }: { price: number }) => `plain ${String(price)}`,
          usd: ({ price }: { price: number }) => `usd ${String(price)}`,
          eur: ({ price, tags }: { price: number; tags: unknown }, { note }: { note?: string }) =>
            `eur ${String(price)} ${JSON.stringify(tags)} ${note ?? ''}`,
          loud: ({ tags }: { tags: unknown }) => `loud ${JSON.stringify(tags)}`,
        },
      },
    },
  ];
  const { supergraphSdl } = composeServices(
    parts.map(({ name, typeDefs }) => ({ name, url: 'http://localhost/', typeDefs: parse(typeDefs) })),
  );
  const services = parts.map(({ name, typeDefs, resolvers }) => ({
    name,
    subgraph: {
      name,
      schema: buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }] as Parameters<
        typeof buildSubgraphSchema
      >[0]),
      sets: null,
      ready: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
  }));
  return { sdl: supergraphSdl ?? '', services };
}

/** The same as one schema, for graphql-js. */
function oracle(done: string[]) {
  const schema = buildSchema(`
    type Product { id: ID! price(currency: String = "XXX"): Int plain: String usd: String eur(note: String): String loud: String
      tags(first: Int): [Tag!] }
    type Tag { text(upper: Boolean): String }
    type Query { product(id: ID!): Product }
    type Mutation { stamp(id: ID!): Product order(id: ID!): Product }`);
  const tags = (id: string, first: number) =>
    Array.from({ length: first }, () => ({
      text: ({ upper }: { upper: boolean }) => (upper ? id.toUpperCase() : id),
    }));
  const told = (id: string, first: number, upper: boolean) =>
    JSON.stringify(tags(id, first).map(({ text }) => ({ text: text({ upper }) })));
  const product = ({ id }: { id: string }) => ({
    id,
    price: ({ currency }: { currency: string }) => id.length * (rate[currency] ?? 1),
    plain: `plain ${String(id.length)}`,
    usd: `usd ${String(id.length * 2)}`,
    eur: ({ note }: { note?: string }) => `eur ${String(id.length * 3)} ${told(id, 1, true)} ${note ?? ''}`,
    loud: `loud ${told(id, 2, false)}`,
    tags: ({ first }: { first: number }) => tags(id, first),
  });
  const doing = (what: string) => (args: { id: string }) => {
    done.push(`${what} ${args.id}`);
    return product(args);
  };
  const rootValue = { product, stamp: doing('stamp'), order: doing('order') };
  return (query: string, variableValues: Record<string, unknown>) =>
    execute({ schema, document: parse(query), rootValue, variableValues });
}

const all = 'usd eur(note: $note) plain loud';

it.each([
  `query($note: String) { product(id: "abc") { ${all} } }`,
  `query($note: String) { product(id: "abc") { price(currency: "EUR") usd usd2: price(currency: "USD") eur(note: $note) id } }`,
  `query($note: String) { product(id: "abc") { price: usd ...F tags(first: 3) { text } } } fragment F on Product { eur(note: $note) loud tags(first: 3) { text } }`,
  `mutation($note: String) { stamp(id: "abc") { ${all} } }`,
  `mutation($note: String) { b: stamp(id: "b") { ${all} } order(id: "cc") { ${all} price } a: stamp(id: "a") { usd } last: order(id: "d") { eur(note: $note) usd } }`,
  `mutation($note: String) { order(id: "x") { ...F } stamp(id: "y") { ...F @skip(if: false) } } fragment F on Product { loud usd eur(note: $note) }`,
])('gives each field the value that it requires, as graphql-js does on one schema: %s', async (query) => {
  const [done, expected]: [string[], string[]] = [[], []];
  const { sdl, services } = subgraphs(done);
  const engine = await askedEngine(hubEngine, sdl, services);
  const [answer, reference] = [await engine.ask(query, { note: 'n' }), await oracle(expected)(query, { note: 'n' })];
  expect(reference.errors).toBeUndefined();
  expect(answer).toEqual({ data: JSON.stringify(reference.data), errors: [] });
  // Each side effect once, and in the order in which they were asked for.
  expect(done).toEqual(expected);
  await engine.stop();
});
