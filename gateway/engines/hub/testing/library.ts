import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { RunningSubgraph } from '../../../../kit/subgraph/module.ts';

/** A made library in four subgraphs, with every feature of Federation 2 that changes how a query is run. */
const link = (...names: string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ${JSON.stringify(names)})`;

type Resolvers = Readonly<Record<string, unknown>>;

const shelf = [
  { __typename: 'Book', id: 'b1', title: 'Emma', pages: 320, by: 'a1', mood: 'GAY' },
  { __typename: 'Book', id: 'b2', title: 'Ulysses', pages: 730, by: 'a2', mood: 'DARK' },
  { __typename: 'Film', id: 'f1', title: 'Alien', minutes: 117, by: 'a3', mood: 'DARK' },
  { __typename: 'Book', id: 'b3', title: null, pages: 1, by: null, mood: 'GAY' },
];
const persons = [
  { id: 'a1', name: 'Jane', born: { year: 1775, place: 'Steventon' } },
  { id: 'a2', name: 'James', born: { year: 1882, place: null } },
];
const fail = (): never => {
  throw new Error('made to fail');
};

const parts: readonly { name: string; sdl: string; resolvers: Resolvers }[] = [
  {
    name: 'items',
    sdl: `${link('@key', '@shareable', '@inaccessible', '@provides', '@external')}
      interface Item @key(fields: "id") { id: ID! title: String mood: Mood by: Person }
      type Book implements Item @key(fields: "id") { id: ID! title: String pages: Int! mood: Mood by: Person strict: String! }
      type Film implements Item @key(fields: "id") { id: ID! title: String minutes: Int mood: Mood by: Person }
      union Found = Book | Film | Shelf
      type Shelf @shareable { label: String! items: [Item!] }
      enum Mood { GAY DARK @inaccessible }
      type Person @key(fields: "id") { id: ID! name: String @external }
      input Page { first: Int! = 2 skip: Int after: [ID!] = ["b9"] }
      type Query { items(page: Page): [Item!] item(id: ID!): Item found(text: String = "e"): [Found] shelf: Shelf! @shareable
        grid: [[Item]] fail: String favourite: Person @provides(fields: "name") echo(text: String, on: Boolean = true): String }
      type Mutation { add(title: String!): Book log: [String!] @shareable }`,
    resolvers: {
      Query: {
        items: (_: unknown, { page }: { page?: { first: number; skip?: number } }) =>
          shelf.slice(page?.skip ?? 0, (page?.skip ?? 0) + (page?.first ?? 10)),
        item: (_: unknown, { id }: { id: string }) => shelf.find((one) => one.id === id) ?? null,
        found: (_: unknown, { text }: { text: string }) => [
          ...shelf.filter(({ title }) => title?.includes(text)),
          { __typename: 'Shelf', label: 'top', items: shelf.slice(1, 3) },
          null,
        ],
        shelf: () => ({ __typename: 'Shelf', label: 'low', items: shelf }),
        grid: () => [[shelf[0], null], [], null, [shelf[2]]],
        fail,
        favourite: () => ({ id: 'a1', name: 'Jane' }),
        echo: (_: unknown, { text, on }: { text?: string; on: boolean }) => `${text ?? 'none'} ${String(on)}`,
      },
      Mutation: {
        add: (_: unknown, { title }: { title: string }) => ({ ...shelf[0], id: 'b1', title }),
        log: () => ['items'],
      },
      Item: { __resolveReference: ({ id }: { id: string }) => shelf.find((one) => one.id === id) ?? null },
      Book: {
        __resolveReference: ({ id }: { id: string }) => shelf.find((one) => one.id === id) ?? null,
        by: ({ by }: { by: string | null }) => by && { __typename: 'Person', id: by },
        strict: ({ id }: { id: string }) => (id === 'b2' ? null : 'ok'),
      },
      Film: {
        __resolveReference: ({ id }: { id: string }) => shelf.find((one) => one.id === id) ?? null,
        by: ({ by }: { by: string | null }) => by && { __typename: 'Person', id: by },
      },
    },
  },
  {
    name: 'persons',
    sdl: `${link('@key', '@shareable', '@interfaceObject')}
      type Person @key(fields: "id") { id: ID! name: String @shareable born: Birth friends: [Person!] secret: String fame(of: Int = 3): Int }
      type Birth { year: Int! place: String! }
      type Query { person(id: ID!): Person anyone: Person! }
      type Mutation { log: [String!] @shareable rename(id: ID!, name: String!): Person }`,
    resolvers: {
      Query: {
        person: (_: unknown, { id }: { id: string }) => persons.find((one) => one.id === id) ?? null,
        anyone: fail,
      },
      Mutation: {
        log: () => ['items'],
        rename: (_: unknown, args: object) => ({ ...args }),
      },
      Person: {
        __resolveReference: ({ id }: { id: string }) => persons.find((one) => one.id === id) ?? null,
        friends: ({ id }: { id: string }) => persons.filter((one) => one.id !== id),
        secret: ({ id }: { id: string }) => (id === 'a1' ? fail() : 'none'),
        fame: (_: unknown, { of }: { of: number | null }) => of,
      },
    },
  },
  {
    name: 'ratings',
    sdl: `${link('@key', '@interfaceObject', '@shareable')}
      type Item @key(fields: "id") @interfaceObject { id: ID! stars(scale: Int = 5): Int ratings: [Rating!]! }
      type Rating { stars: Int! of: Item! }
      type Query { best: Item top(n: Int!): [Item!] }`,
    resolvers: {
      Query: {
        best: () => ({ id: 'b2' }),
        top: (_: unknown, { n }: { n: number }) => shelf.slice(0, n).map(({ id }) => ({ id })),
      },
      Item: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        stars: ({ id }: { id: string }, { scale }: { scale: number }) => scale - (id === 'f1' ? 2 : 1),
        ratings: ({ id }: { id: string }) => [
          { stars: 1, of: { id } },
          { stars: 2, of: { id: 'f1' } },
        ],
      },
    },
  },
  {
    name: 'loans',
    sdl: `${link('@key', '@requires', '@external', '@override', '@shareable')}
      type Book @key(fields: "id") { id: ID! pages: Int! @external title: String @external
        days: Int @requires(fields: "pages") slip: String @requires(fields: "title pages") lender: Person loans: Int! }
      type Person @key(fields: "id") { id: ID! born: Birth @external age(in: Int!): Int @requires(fields: "born { year }") fame(of: Int = 3): Int @override(from: "persons") }
      type Birth { year: Int! @external }
      type Query { lent: [Book!] }`,
    resolvers: {
      Query: { lent: () => [{ id: 'b2' }, { id: 'b1' }, { id: 'b9' }] },
      Book: {
        __resolveReference: (reference: object) => reference,
        days: ({ pages }: { pages?: number }) => (pages === undefined ? null : Math.ceil(pages / 50)),
        slip: ({ title, pages }: { title?: string; pages?: number }) => `${title ?? '?'}:${String(pages)}`,
        lender: ({ id }: { id: string }) => (id === 'b1' ? { id: 'a2' } : { id: 'a9' }),
        loans: ({ id }: { id: string }) => (id === 'b1' ? fail() : 2),
      },
      Person: {
        __resolveReference: (reference: object) => reference,
        age: ({ born }: { born?: { year: number } }, args: { in: number }) => (born ? args.in - born.year : null),
        fame: (_: unknown, { of }: { of: number | null }) => (of ?? 0) * 2,
      },
    },
  },
];

export function librarySupergraph(): string {
  const composed = composeServices(
    parts.map(({ name, sdl }) => ({ name, url: `http://${name}.internal.example.com/`, typeDefs: parse(sdl) })),
  );
  if (!composed.supergraphSdl) throw new Error((composed.errors ?? []).map(({ message }) => message).join('\n'));
  return composed.supergraphSdl;
}

export const librarySubgraphs = (): RunningSubgraph[] =>
  parts.map(({ name, sdl, resolvers }) => ({
    name,
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }] as Parameters<typeof buildSubgraphSchema>[0]),
    sets: null,
    ready: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  }));
