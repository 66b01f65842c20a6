import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isObjectType, isListType, buildSchema, getNamedType, getNullableType } from 'graphql';
import { apiFile, supergraphFile } from '../schema/artefacts.ts';
import { readWeights } from './plugins/cost/weights.ts';
import { gatewayUnderTest, type UnderTest } from './testing/gateway-under-test.ts';
import { sdl, supergraphOf } from './testing/made-subgraphs.ts';

const costly = (size: string): string =>
  supergraphOf({
    people: sdl.people
      .replace('import: ["@key"]', 'import: ["@key", "@cost", "@listSize"]')
      .replace('v2.5', 'v2.9')
      .replace('people(first: Int = 3): [Person!]', `people(first: Int = 3): [Person!] @listSize(${size})`)
      .replace('friends: [Person!]', 'friends: [Person!] @listSize(assumedSize: 20)')
      .replace('slow(ms: Int!): Int', 'slow(ms: Int!): Int @cost(weight: 7)'),
  });

const calls = (hub: UnderTest): number => Object.values(hub.made).reduce((sum, { mood }) => sum + mood.seen.length, 0);

let hub: UnderTest;
beforeAll(async () => {
  hub = await gatewayUnderTest({ cost: { maxCost: 1_000, assumedListSize: 1 } });
  writeFileSync(hub.file, costly('slicingArguments: ["first"]'));
  await vi.waitFor(async () => {
    expect((await hub.ask('{ slow(ms: 1) }')).extensions['cost']).toEqual({ estimated: 7, max: 1_000 });
  }, 10_000);
});
afterAll(() => hub.stop());

describe('an operation', () => {
  it('is told its estimate in the answer', async () => {
    const answer = await hub.ask('query($n: Int) { people(first: $n) { id friends { id } } }', { n: 4 });
    expect(answer.errors).toEqual([]);
    expect(answer.extensions).toMatchObject({
      cost: { estimated: 1 + 4 * 21, max: 1_000 },
      sources: [{ status: 'OK' }],
    });
  });

  it('that costs too much is refused before any subgraph is asked, with the reason', async () => {
    const before = calls(hub);
    const { status, errors, extensions } = await hub.ask('query($n: Int) { people(first: $n) { friends { id } } }', {
      n: 5_000,
    });
    expect(status).toBe(400);
    expect(errors).toEqual([
      {
        message:
          'The operation may cost 105,001, and 1,000 is the limit. Most of it: people(5000).friends(20). Ask for smaller pages, or less of each.',
        extensions: { code: 'OPERATION_TOO_EXPENSIVE' },
      },
    ]);
    expect(extensions['cost']).toEqual({ estimated: 105_001, max: 1_000 });
    expect(calls(hub)).toBe(before);
  });

  it('is weighed anew for other values of its variables', async () => {
    const query = 'query($n: Int, $deep: Boolean!) { people(first: $n) { id friends @include(if: $deep) { id } } }';
    const costs = [];
    for (const variables of [{ n: 2, deep: true }, { n: 3, deep: true }, { deep: false }])
      costs.push((await hub.ask(query, variables)).extensions['cost']);
    expect(costs).toMatchObject([{ estimated: 43 }, { estimated: 64 }, { estimated: 4 }]);
  });

  it('is weighed by a new supergraph at once', async () => {
    writeFileSync(hub.file, costly('assumedSize: 900'));
    await expect
      .poll(async () => (await hub.ask('{ people { id } }')).extensions['cost'])
      .toMatchObject({ estimated: 901 });
    expect((await hub.ask('{ people { friends { id } } }')).errors[0]?.extensions['code']).toBe(
      'OPERATION_TOO_EXPENSIVE',
    );
  });

  it('is measured only, where there is no limit', async () => {
    const free = await gatewayUnderTest({ cost: { maxCost: 0, assumedListSize: 100 } });
    const answer = await free.ask('{ people(first: 1) { friends { friends { id } } } }');
    expect([answer.errors, answer.extensions['cost']]).toEqual([[], { estimated: 1_010_101, max: null }]);
    await free.stop();
  });
});

describe('our own supergraph', () => {
  it('says of every list of objects how long it gets', () => {
    const { listSizes } = readWeights(readFileSync(supergraphFile, 'utf8'));
    const types = Object.values(buildSchema(readFileSync(apiFile, 'utf8')).getTypeMap()).filter(isObjectType);
    const lists = types
      .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Connection'))
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => ({ where: `${type.name}.${field.name}`, field })),
      )
      .filter(({ field: { type } }) => {
        const isList = isListType(getNullableType(type));
        return isObjectType(getNamedType(type)) && (isList || getNamedType(type).name.endsWith('Connection'));
      });
    expect(lists.length).toBeGreaterThan(40);
    expect(lists.filter(({ where }) => !listSizes.has(where)).map(({ where }) => where)).toEqual([]);
  });
});
