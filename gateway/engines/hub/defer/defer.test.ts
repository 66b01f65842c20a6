import { parse, print, validate, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequestContext } from '../../../../kit/context.ts';
import type { AnswerPiece, Engine, GatewayExecutor, GatewayOperation } from '../../../engine.ts';
import { hubEngine } from '../hub-engine.ts';
import { librarySubgraphs, librarySupergraph } from '../testing/library.ts';

const log = pino({ level: 'silent' });

// Nothing here is null where the schema forbids it: then a deferred fragment is null by itself, and what is around it stays.
const queries = [
  `{ best { id title mood ... on Film { minutes } ... on Book { pages days } }
     lent { id title days slip lender { id name secret age(in: 2020) } } }`,
  `{ items { id title stars ratings { stars of { id title stars } } by { name friends { name fame secret } }
     ... on Book { days slip } } shelf { label items { title mood } } }`,
  `{ top(n: 3) { id stars(scale: 9) title ratings { of { id } } } fail
     found { ... on Book { title days } ... on Shelf { label items { id stars } } } }`,
];

let engine: Engine;
let executor: GatewayExecutor | null;
let schema: GraphQLSchema | undefined;

beforeAll(async () => {
  const services = librarySubgraphs().map((subgraph) => ({ name: subgraph.name, subgraph }));
  engine = await hubEngine(librarySupergraph(), {
    services,
    log,
    subgraphTimeoutMs: 5_000,
    maxSubgraphAnswerBytes: 1_000_000,
  });
  engine.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  ({ executor } = await engine.load({ apollo: {} }));
});
afterAll(async () => engine.stop?.());

const operation = (document: DocumentNode): GatewayOperation =>
  ({
    schema,
    document,
    queryHash: print(document),
    metrics: {},
    request: { query: print(document), variables: {} },
    context: createRequestContext({ requestId: 'asked', timeoutMs: 10_000 }),
    logger: log,
  }) as Partial<GatewayOperation> as GatewayOperation;

/** Puts some of the selections of a document into deferred fragments, by seed. */
function sprinkled(document: DocumentNode, seed: number): DocumentNode {
  let state = seed;
  const chance = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return visit(document, {
    SelectionSet: {
      leave(set) {
        const later = set.selections.filter(() => chance() < 0.35);
        if (later.length === 0) return undefined;
        const now = set.selections.filter((one) => !later.includes(one));
        const fragment = `{ ... @defer { ${later.map(print).join(' ')} } ${now.map(print).join(' ')} }`;
        const [definition] = parse(fragment).definitions;
        return definition && 'selectionSet' in definition ? definition.selectionSet : undefined;
      },
    },
  });
}

function merged(payloads: readonly AnswerPiece[]): unknown {
  const [first, ...rest] = payloads;
  const answer: unknown = structuredClone(first?.data);
  for (const { path, data } of rest) {
    const at = path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), answer);
    deepMerge(Object(at) as Record<string, unknown>, Object(structuredClone(data)) as Record<string, unknown>);
  }
  return answer;
}

function deepMerge(into: Record<string, unknown>, from: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(from)) {
    const known = into[key];
    if (typeof known === 'object' && known && typeof value === 'object' && value)
      deepMerge(known as Record<string, unknown>, value as Record<string, unknown>);
    else into[key] = value;
  }
}

describe('what comes in parts', () => {
  it('is together what comes in one, whatever is deferred', async () => {
    let inParts = 0;
    let errors = 0;
    for (const query of queries)
      for (let seed = 1; seed <= 20; seed++) {
        const document = sprinkled(parse(query), seed * 7_919);
        if (!schema) throw new Error('no schema');
        expect(validate(schema, document), print(document)).toEqual([]);
        const whole = await executor?.(operation(parse(query)));
        const parts = engine.inParts?.(operation(document));
        if (!parts) continue;
        inParts++;
        const pieces: AnswerPiece[] = [];
        for await (const some of parts) pieces.push(...some);
        expect(merged(pieces), print(document)).toEqual(JSON.parse(JSON.stringify(whole?.data)));
        const told = pieces.flatMap((piece) => piece.errors.map((error) => error.extensions['code']));
        errors += told.length;
        expect(new Set(told)).toEqual(new Set(whole?.errors?.map((error) => error.extensions['code'])));
      }
    expect(inParts).toBeGreaterThan(50);
    expect(errors).toBeGreaterThan(10);
  });
});
