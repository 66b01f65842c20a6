import { ApolloServer } from '@apollo/server';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { GatewayOperation } from '../../../engine.ts';
import { readHints } from './hints.ts';
import { OperationPolicies } from './operation-policies.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const directive = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean)
    on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }`;

/** `#` is where a hint may stand. Abstract types come in lists, so that the oracle can meet every possible type. */
const shape = `
  interface Item # { id: ID # by: Person # label: String # }
  type Book implements Item # { id: ID # by: Person # label: String # pages: Int # like: [Item!]! # }
  type Film implements Item # { id: ID # by: Person # label: String # minutes: Int # found: [Found!]! # }
  type Person # { name: String # items: [Item!]! # best: Book # home: Place! # }
  type Place # { street: String # people: [Person!]! # }
  union Found # = Book | Person | Place
  type Query { item: [Item!] # book: Book! # person: Person # found: [Found!] # count: Int # place: [[Place!]!] # }`;

function schemaOf(random: () => number): string {
  const hint = (): string => {
    if (random() < 0.12) return '';
    const parts = [
      ...(random() < 0.85 ? [`maxAge: ${String(Math.floor(random() * 60))}`] : []),
      ...(random() < 0.15 ? [`scope: ${random() < 0.5 ? 'PUBLIC' : 'PRIVATE'}`] : []),
      ...(random() < 0.3 ? [`inheritMaxAge: ${String(random() < 0.9)}`] : []),
    ];
    return parts.length > 0 ? `@cacheControl(${parts.join(', ')})` : '';
  };
  return directive + shape.replace(/#/g, hint);
}

/** Objects of every possible type, in every list; nothing is null. */
const everything: GraphQLFieldResolver<unknown, unknown> = (_source, _args, _context, { returnType, schema }) => {
  const named = getNamedType(returnType);
  if (!isCompositeType(named)) return 1;
  const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  const list = possible.map(({ name }) => ({ __typename: name }));
  const type = getNullableType(returnType);
  if (!isListType(type)) return list[0];
  return isListType(getNullableType(type.ofType)) ? [list] : list;
};

/** A query in the nameless language of `shape`, deep enough to meet everything. */
function queryOf(schema: GraphQLSchema, random: () => number): string {
  let aliases = 0;
  const fragments: string[] = [];
  const condition = (): string =>
    random() < 0.2 ? ` @${random() < 0.5 ? 'skip' : 'include'}(if: ${random() < 0.7 ? '$on' : 'true'})` : '';
  const selection = (typeName: string, depth: number): string => {
    const type = schema.getType(typeName);
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const parts: string[] = random() < 0.1 ? ['__typename'] : [];
    for (const field of fields) {
      const named = getNamedType(field.type);
      if (random() < 0.55 || (isCompositeType(named) && depth === 0)) continue;
      const below = isCompositeType(named) ? ` { ${selection(named.name, depth - 1)} }` : '';
      parts.push(`f${String(aliases++)}: ${field.name}${condition()}${below}`);
    }
    if (isAbstractType(type))
      for (const { name } of schema.getPossibleTypes(type))
        if (random() < 0.5) parts.push(`... on ${name}${condition()} { ${selection(name, depth)} }`);
    if (isObjectType(type) && type.name !== 'Query' && depth > 0 && random() < 0.2) {
      const name = `parts${String(aliases++)}`;
      fragments.push(`fragment ${name} on ${type.name} { ${selection(type.name, depth - 1)} }`);
      parts.push(`...${name}`, `... on ${type.name} { ...${name} }`);
    }
    return parts.length > 0 ? parts.join(' ') : '__typename';
  };
  const body = `query($on: Boolean! = true) { __typename @include(if: $on) ${selection('Query', 2)} }`;
  return [body, ...fragments].join(' ');
}

const asked = (query: string, variables: Record<string, unknown>): GatewayOperation =>
  ({ queryHash: query, document: parse(query), request: { query, variables } }) as unknown as GatewayOperation;

async function oracle(sdl: string) {
  let schema: GraphQLSchema | undefined;
  const server = new ApolloServer({
    typeDefs: sdl,
    fieldResolver: everything,
    nodeEnv: 'test',
    stopOnTerminationSignals: false,
    plugins: [
      {
        async serverWillStart(service) {
          schema = service.schema;
        },
      },
    ],
  });
  await server.start();
  if (!schema) throw new Error('the oracle has no schema');
  return {
    schema,
    async headerOf(query: string, variables: Record<string, unknown>): Promise<string> {
      const { body, http } = await server.executeOperation({ query, variables });
      const result = body.kind === 'single' ? body.singleResult : undefined;
      if (result?.errors) throw new Error(JSON.stringify(result.errors));
      return http.headers.get('cache-control') ?? '';
    },
    stop: () => server.stop(),
  };
}

const header = (policy: { maxAge: number; scope: string } | null): string =>
  policy ? `max-age=${String(policy.maxAge)}, ${policy.scope.toLowerCase()}` : 'no-store';

describe('the policy of an operation', () => {
  it("is what Apollo Server's cache control finds when it runs, over random schemas and operations", async () => {
    const found = new Map<string, number>();
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomOf(seed);
      const sdl = schemaOf(random);
      const { schema, headerOf, stop } = await oracle(sdl);
      const policies = new OperationPolicies(schema, readHints(sdl));
      for (let i = 0; i < 25; i++) {
        const query = queryOf(schema, random);
        const variables = random() < 0.5 ? {} : { on: random() < 0.5 };
        const expected = await headerOf(query, variables);
        const policy = policies.of(asked(query, variables)).policy(variables);
        expect(header(policy), `seed ${String(seed)}\n${sdl}\n${query}\n${JSON.stringify(variables)}`).toBe(expected);
        const kind = expected.replace(/\d+/, 'n');
        found.set(kind, (found.get(kind) ?? 0) + 1);
      }
      await stop();
    }
    // The test means something only when all three kinds were met often.
    for (const kind of ['no-store', 'max-age=n, public', 'max-age=n, private'])
      expect(found.get(kind) ?? 0, JSON.stringify([...found])).toBeGreaterThan(40);
  });
});
