import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { askedEngine } from '../../../testing/asked-engine.ts';
import { hubEngine } from '../hub-engine.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])';
const fail = (): never => {
  throw new Error('made to fail');
};
// Of one type for clients, and of two in `media`: the planner gives one of the titles another key there.
const parts = [
  {
    name: 'media',
    typeDefs: parse(`${link}
      interface Media { id: ID! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! @shareable }
      type Film implements Media @key(fields: "id") { id: ID! title: String }
      type Query { media: [Media!] }`),
    resolvers: {
      Query: { media: () => ['Book', 'Film', 'Film'].map((__typename, id) => ({ __typename, id, title: 'Emma' })) },
      Film: { title: ({ id }: { id: number }) => (id === 1 ? fail() : 'Alien') },
    },
  },
  {
    name: 'books',
    typeDefs: parse(`${link} type Book @key(fields: "id") { id: ID! title: String @shareable }`),
    resolvers: {},
  },
];

it('tells an error under the key of the answer, where the plan had another', async () => {
  const { supergraphSdl = '' } = composeServices(parts.map((part) => ({ ...part, url: 'http://media.internal/' })));
  const services = parts.map(({ name, ...part }) => {
    const schema = buildSubgraphSchema([part] as Parameters<typeof buildSubgraphSchema>[0]);
    const quiet = { sets: null, ready: () => Promise.resolve(), stop: () => Promise.resolve() };
    return { name, subgraph: { name, schema, ...quiet } };
  });
  const hub = await askedEngine(hubEngine, supergraphSdl, services);
  const answer = await hub.ask('{ all: media { ... on Book { called: title } ... on Film { called: title } } }');
  expect(answer.data).toBe('{"all":[{"called":"Emma"},{"called":null},{"called":"Alien"}]}');
  expect(answer.errors.map(({ path }) => path)).toEqual([['all', 1, 'called']]);
  await hub.stop();
});
