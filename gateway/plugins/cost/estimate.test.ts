import { buildSchema, graphqlSync, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operationOf } from '../../engines/hub/plan/operation.ts';
import { compileCost } from './compile-cost.ts';
import { assertSliced, dearestPath, estimate } from './estimate.ts';
import { givenVariables } from './inputs.ts';
import { readWeights } from './weights.ts';

const directives = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!],
    requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION`;

function weigh(sdl: string, query: string, given: Record<string, unknown> = {}) {
  const schema = buildSchema(`${directives} ${sdl}`);
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const definition = document.definitions.find(
    (d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION,
  );
  if (!definition) throw new Error('no operation');
  const variables = givenVariables(definition, given);
  const model = { schema, weights: readWeights(sdl), assumedListSize: 1 };
  const costed = compileCost(model, { operation: operationOf(document, definition), conditions: variables });
  return {
    ...estimate(costed, variables),
    path: dearestPath(costed, variables),
    sliced: () => {
      assertSliced(costed, variables);
    },
  };
}

describe('the figures that the GraphQL Cost Directives specification gives', () => {
  const people = `type Person { called: String years: Int @cost(weight: "2.0") }
    type Query { people(most: Int): [Person] @listSize(slicingArguments: ["most"]) }`;
  it('section 3: a list of five, with a field that weighs two', () => {
    expect(weigh(people, '{ people(most: 5) { years } }').field).toBe(11);
    expect(weigh(people, '{ people(most: 3) { years } }').field).toBe(7);
  });
  it('section 5.3.1.1: objects are counted with their root', () => {
    expect(weigh(people, '{ people(most: 3) { called } }').type).toBe(4);
  });

  const best = (filter: string) => `enum Exact { NEARLY } input Filter { nearly: Exact ${filter} }
    type Query { best(filter: Filter @cost(weight: "15.0")): [String] @cost(weight: "5.0") @listSize(assumedSize: 10) }`;
  it('section 5.3.2.2: an argument adds its weight when it is given', () => {
    expect(weigh(best(''), '{ best }').field).toBe(5);
    expect(weigh(best(''), '{ best(filter: { nearly: NEARLY }) }').field).toBe(20);
  });
  it('section 5.3.2.2: a field of the argument takes some of it away, also through a variable', () => {
    const sdl = best('@cost(weight: "-12.0")');
    expect(weigh(sdl, '{ best(filter: { nearly: NEARLY }) }').field).toBe(8);
    expect(weigh(sdl, 'query ($f: Filter) { best(filter: $f) }', { f: { nearly: 'NEARLY' } }).field).toBe(8);
    expect(weigh(sdl, 'query ($f: Filter) { best(filter: $f) }').field).toBe(5);
  });
  it('section 5.3.2.2: negative weights lower a field, never below nothing', () => {
    const sdl = (weight: string) => `enum Exact { NEARLY } type Thing { name: String }
      type Query { top(nearly: Exact @cost(weight: "${weight}")): Thing @cost(weight: "5.0") }`;
    expect(weigh(sdl('-3.0'), '{ top { name } }').field).toBe(5);
    expect(weigh(sdl('-3.0'), '{ top(nearly: NEARLY) { name } }').field).toBe(2);
    expect(weigh(sdl('-30.0'), '{ top(nearly: NEARLY) { name } }').field).toBe(0);
  });
  it('section 7.1: scalars and enums weigh nothing unless they say so, objects one', () => {
    const sdl = `scalar Map @cost(weight: "3") type Tree @cost(weight: "4") { map: Map maps: [Map] @listSize(assumedSize: 2) }
      type Query { tree: Tree trees: [Tree] @listSize(assumedSize: 10) }`;
    expect(weigh(sdl, '{ tree { __typename } }')).toMatchObject({ type: 5, field: 1 });
    expect(weigh(sdl, '{ trees { map maps } }')).toMatchObject({ type: 1 + 10 * (4 + 3 + 2 * 3), field: 1 });
  });
  it('section 7.2: of the types that an object may have, the dearest', () => {
    const sdl = `interface Pet { name: String } type Cat implements Pet @cost(weight: "7") { name: String }
      type Dog implements Pet { name: String toys: [Toy] @listSize(assumedSize: 4) } type Toy { name: String }
      type Query { pets: [Pet] @listSize(assumedSize: 3) }`;
    expect(weigh(sdl, '{ pets { name } }').type).toBe(1 + 3 * 7);
    expect(weigh(sdl, '{ pets { ... on Dog { toys { name } } } }').type).toBe(1 + 3 * 7);
    expect(weigh(sdl, '{ pets { ... on Dog { toys { name } other: toys { name } } } }').type).toBe(1 + 3 * 9);
  });
  it('section 8.1 and 8.2: assumed sizes, defaults of slicing arguments, the largest of several', () => {
    const sdl = `type Item { name: String } type Query {
      some: [Item] @listSize(assumedSize: 10)
      page(first: Int = 6, last: Int): [Item]
        @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false) }`;
    expect(weigh(sdl, '{ some { name } }').type).toBe(11);
    expect(weigh(sdl, '{ page { name } }').type).toBe(7);
    expect(weigh(sdl, '{ page(first: 2, last: 9) { name } }').type).toBe(10);
  });

  const films = `type Film { title: String } type FilmEdge { node: Film } type FilmConnection { edges: [FilmEdge] nodes: [Film] }
    type Query { films(first: Int, last: Int): FilmConnection
      @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"]) }`;
  it('section 8.3: the size is that of the lists below a connection', () => {
    expect(weigh(films, '{ films(first: 5) { edges { node { title } } } }').type).toBe(1 + 1 + 5 * 2);
    expect(weigh(films, '{ films(first: 5) { nodes { title } } }').type).toBe(1 + 1 + 5);
  });
  it('section 8.4: exactly one slicing argument, where that is required', () => {
    const fault = /Query.films: expected exactly one of first, last with a value, found (0|2)/;
    expect(weigh(films, '{ films { nodes { title } } }').sliced).toThrow(fault);
    expect(weigh(films, '{ films(first: 1, last: 1) { nodes { title } } }').sliced).toThrow(fault);
    expect(weigh(films, '{ films(last: 1) { nodes { title } } }').sliced).not.toThrow();
    expect(weigh(films, 'query($n: Int) { films(first: $n) { nodes { title } } }').sliced).toThrow(fault);
    expect(weigh(films, 'query($n: Int = 3) { films(first: $n) { nodes { title } } }').sliced).not.toThrow();
  });
});

describe('what federation adds', () => {
  it('sizes deep in input objects, their defaults, and lengths of lists', () => {
    const sdl = `type Item { name: String } input Page { first: Int = 4 } input Search { page: Page }
      type Query { search(in: Search): [Item] @listSize(slicingArguments: ["in.page.first"], assumedSize: 9)
        byIds(ids: [ID!]): [Item] @listSize(slicingArguments: ["ids"]) }`;
    expect(weigh(sdl, '{ search(in: { page: { first: 2 } }) { name } }').type).toBe(3);
    expect(weigh(sdl, '{ search(in: { page: {} }) { name } }').type).toBe(5);
    expect(weigh(sdl, '{ search { name } }').type).toBe(10);
    expect(weigh(sdl, 'query($ids: [ID!]) { byIds(ids: $ids) { name } }', { ids: ['a', 'b', 'c'] }).type).toBe(4);
  });
  it('lists further down', () => {
    const sdl = `type Item { name: String } type Results { page: [Item] } type Answer { results: Results }
      type Query { find(first: Int): Answer @listSize(slicingArguments: ["first"], sizedFields: ["results { page }"]) }`;
    expect(weigh(sdl, '{ find(first: 8) { results { page { name } } } }').type).toBe(1 + 1 + 1 + 8);
  });
  it('names that a supergraph gives the directives', () => {
    const link = (imports: string) =>
      `schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: [${imports}]) { query: Query }`;
    const found = (imports: string, cost: string, size: string) =>
      readWeights(`${link(imports)} type Query { a: Int @${cost}(weight: 5) b: [Int] @${size}(assumedSize: 2) }`);
    for (const weights of [
      found('"@cost", "@listSize"', 'cost', 'listSize'),
      found('{ name: "@cost", as: "@price" }', 'price', 'cost__listSize'),
      found('{ name: "@listSize", as: "@long" }', 'cost', 'long'),
    ])
      expect([weights.costs.get('Query.a'), weights.listSizes.get('Query.b')?.assumedSize]).toEqual([5, 2]);
  });
});

describe('an estimate', () => {
  const sdl = `type User { id: ID name: String friends(first: Int = 2): [User] @listSize(slicingArguments: ["first"]) best: User }
    type Query { users(first: Int = 3): [User] @listSize(slicingArguments: ["first"]) }`;
  const user = (): unknown => ({
    id: '1',
    name: 'n',
    friends: ({ first }: { first: number }) => Array.from({ length: first }, user),
    best: user,
  });
  const schema = buildSchema(`${directives} ${sdl}`);
  const objects = (value: unknown): number =>
    Array.isArray(value)
      ? value.reduce<number>((sum, one) => sum + objects(one), 0)
      : typeof value === 'object' && value !== null
        ? 1 + objects(Object.values(value))
        : 0;

  it.each([
    ['{ users { id } }', {}],
    ['{ users { id friends { id } friends { name best { id } } } }', {}],
    [
      '{ a: users(first: 2) { ...f } b: users(first: 0) { ...f } } fragment f on User { best { friends(first: 5) { id } } }',
      {},
    ],
    ['query($n: Int = 4) { users(first: $n) { friends(first: $n) { best { best { id } } } } }', {}],
    ['query($n: Int = 4) { users(first: $n) { friends(first: $n) { best { best { id } } } } }', { n: 7 }],
    [
      'query($y: Boolean!) { users { friends @include(if: $y) { id } ... @skip(if: $y) { best { id } } } }',
      { y: true },
    ],
    [
      'query($y: Boolean!) { users { friends @include(if: $y) { id } ... @skip(if: $y) { best { id } } } }',
      { y: false },
    ],
    ['query($y: Boolean!) { users { ...f @include(if: $y) ...f } } fragment f on User { best { id } }', { y: false }],
    ['{ __schema { types { name } } __typename users(first: 1) { __typename } }', {}],
  ])('is the number of objects when every list is full: %s %o', (query, variables) => {
    const source = query.replace(/__schema \{[^}]*\} \}/, '');
    const { data, errors } = graphqlSync({
      schema,
      source,
      variableValues: variables,
      rootValue: { users: ({ first }: { first: number }) => Array.from({ length: first }, user) },
    });
    expect(errors).toBeUndefined();
    expect(weigh(sdl, query, variables).type).toBe(objects(data));
  });

  it('takes null for not given, and nothing for less than nothing; what is no number is refused later', () => {
    const of = (n: unknown) => weigh(sdl, 'query($n: Int) { users(first: $n) { id } }', { n }).type;
    expect([null, undefined, -5, 0, 2, 'many', Number.NaN, {}].map(of)).toEqual([4, 4, 1, 1, 3, 2, 2, 2]);
  });

  it('says on which way the cost arises', () => {
    expect(weigh(sdl, '{ users(first: 1000) { id best { friends(first: 100) { id } } } }').path).toBe(
      'users(1000).best.friends(100)',
    );
  });

  it('weighs a fragment bomb once for each selection', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, i) => `fragment f${i} on User { a: best { ...f${i + 1} } b: best { ...f${i + 1} } }`,
    );
    const { estimated } = weigh(sdl, `{ users(first: 1) { ...f0 } } ${bomb.join(' ')} fragment f40 on User { id }`);
    expect(estimated).toBe(1 + 2 ** 41 - 1);
  });
});
