import { execute, parse, type ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { HubError } from '../errors/hub-error.ts';
import { decimal, integer, key, relation, text } from '../relation.ts';
import { startSubgraph } from '../subgraph/define.ts';
import { memorySource, testContext, type MemorySource } from '../test-servers/memory-source.ts';
import { column, money, reference } from './field.ts';
import { byAccounts, bySharedKey, bySystemKey } from './link.ts';
import { many, one } from './lists.ts';
import { plainType, rowType, type ObjectType } from './object-type.ts';
import { encodeId } from './opaque-id.ts';
import { page } from './page.ts';
import { asRepresentation, byOpaqueId, entityId, lookup } from './references.ts';

const parcels = relation({
  name: 'parcels',
  description: 'parcels',
  key: ['parcel_id'],
  columns: {
    parcel_id: key.required('id'),
    account_id: key.required('account'),
    weight: decimal('weight'),
    fee: decimal('fee'),
    currency: text('currency'),
    driver_id: key('driver'),
    sku: text('sku'),
  },
});
const items = relation({
  name: 'items',
  description: 'items',
  key: ['parcel_id', 'no'],
  columns: { parcel_id: key.required('id'), no: integer.required('no') },
});
const drivers = relation({
  name: 'drivers',
  description: 'drivers',
  key: ['driver_id'],
  columns: { driver_id: key.required('id'), name: text('name') },
});

const Driver = rowType('Driver', drivers, { fields: { id: entityId(drivers), name: 'name' } });
const Item = rowType('Item', items, { fields: { number: 'no' } });
const Parcel: ObjectType<typeof parcels> = rowType('Parcel', parcels, {
  references: byOpaqueId(() => Parcel),
  fields: {
    id: entityId(parcels),
    weight: 'weight',
    fee: money('fee', 'currency'),
    driver: one(() => Driver, { link: bySystemKey('driver_id') }),
    items: many(() => Item, { link: bySystemKey('parcel_id'), order: ['no asc'] }),
    product: reference('Product', 'sku', 'sku'),
    twins: many(() => Parcel, { link: bySharedKey('sku'), order: ['parcel_id asc'] }),
    system: column('system'),
  },
});
const types = [
  plainType('Query', { fields: { parcel: lookup(byOpaqueId(() => Parcel)) } }),
  plainType('Customer', {
    references: asRepresentation,
    fields: { parcels: page(() => Parcel, { link: byAccounts(), order: ['parcel_id desc'] }) },
  }),
  Parcel,
  Item,
  Driver,
];

const sdl = new URL('./fixtures/parcels.graphql', import.meta.url);

const source = () =>
  memorySource('post', {
    parcels: Array.from({ length: 12 }, (_, at) => ({
      parcel_id: String(at),
      account_id: `A${String(at % 4)}`,
      weight: '1.50',
      fee: at === 7 ? '3.00' : '2.10',
      currency: at === 7 ? null : 'EUR',
      driver_id: at % 3 === 0 ? null : `D${String(at % 2)}`,
      sku: 'P-1',
    })),
    items: Array.from({ length: 24 }, (_, at) => ({ parcel_id: String(at % 12), no: at })),
    drivers: [{ driver_id: 'D0', name: 'Ada' }],
  });

const customers = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    __typename: 'Customer',
    id: String(at),
    accounts: [{ system: 'post', id: `A${String(at)}` }],
  }));

async function run(from: MemorySource, query: string, variableValues: Record<string, unknown> = {}) {
  const subgraph = await startSubgraph({ name: 'post', environment: { sources: [from] }, sdl, types });
  const contextValue = testContext();
  const result = await execute({ schema: subgraph.schema, document: parse(query), variableValues, contextValue });
  return { ...result, statements: contextValue.ledger.report()[0]?.statements ?? 0 };
}

const entities = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { parcels(first: 3) { nodes {
  id weight fee { amount currency } driver { name } items { number } product { sku } } } } ... on Parcel { weight } } }`;

const list = (result: ExecutionResult): unknown[] => {
  const found = (result.data as { _entities?: unknown[] } | null)?._entities;
  if (!found) throw new Error(JSON.stringify(result.errors));
  return found;
};

test.each([1, 4])('%i representations cost one statement per relation', async (count) => {
  const result = await run(source(), entities, { r: customers(count) });
  expect(list(result)).toHaveLength(count);
  expect(result.statements).toBe(3);
});

test('an answer has rows, nested lists, references and money', async () => {
  const result = await run(source(), entities, { r: customers(1) });
  expect(result.errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(list(result)[0]))).toEqual({
    parcels: {
      nodes: ['8', '4', '0'].map((parcel) => ({
        id: encodeId({ relation: 'parcels', system: 'post', key: parcel }),
        weight: '1.50',
        fee: { amount: '2.10', currency: 'EUR' },
        driver: parcel === '0' ? null : { name: 'Ada' },
        items: [{ number: Number(parcel) }, { number: Number(parcel) + 12 }],
        product: { sku: 'P-1' },
      })),
    },
  });
});

test('references resolve in order, unknown and foreign ids to null, in one statement', async () => {
  const id = (key: string, relation = 'parcels') => ({
    __typename: 'Parcel',
    id: encodeId({ relation, system: 'post', key }),
  });
  const r = [id('3'), id('99'), id('1', 'drivers'), { __typename: 'Parcel', id: '%%%' }, id('5')];
  const result = await run(source(), entities, { r });
  expect(JSON.parse(JSON.stringify(list(result)))).toEqual([{ weight: '1.50' }, null, null, null, { weight: '1.50' }]);
  expect(result.statements).toBe(1);
});

test('aliases with other arguments are other places', async () => {
  const r = customers(2);
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer {
    one: parcels(first: 1) { nodes { id } } two: parcels(first: 2) { nodes { id } } } } }`;
  const result = await run(source(), query, { r });
  expect(list(result)).toMatchObject([
    { one: { nodes: [{}] }, two: { nodes: [{}, {}] } },
    { one: { nodes: [{}] }, two: { nodes: [{}, {}] } },
  ]);
  expect(result.statements).toBe(2);
});

test('fields left out by a directive are not fetched', async () => {
  const from = source();
  await run(
    from,
    `query ($r: [_Any!]!, $no: Boolean = false) { _entities(representations: $r) { ... on Customer {
    parcels { nodes { ...f fee @skip(if: true) { amount } } } } } } fragment f on Parcel { id weight @include(if: $no) }`,
    {
      r: customers(1),
    },
  );
  expect(from.asked[0]).toMatchObject({ columns: ['parcel_id'] });
});

test('an amount without a currency is a fault of that field alone', async () => {
  const result = await run(
    source(),
    `{ parcel(id: "${encodeId({ relation: 'parcels', system: 'post', key: '7' })}") {
    weight fee { amount } } }`,
  );
  expect(result.data).toMatchObject({ parcel: { weight: '1.50', fee: null } });
  expect(result.errors?.map((error) => [error.path, error.extensions])).toEqual([
    [['parcel', 'fee'], { code: 'LEGACY_DATA_INVALID', system: 'post' }],
  ]);
});

test('a fault of the source nulls the contributed field, with code, system and path', async () => {
  const from = source();
  from.fault = new HubError('LEGACY_TIMEOUT', 'No answer in time.', { system: 'post' });
  const result = await run(from, entities, { r: customers(2) });
  expect(JSON.parse(JSON.stringify(list(result)))).toEqual([{ parcels: null }, { parcels: null }]);
  expect(result.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
    [['_entities', 0, 'parcels'], { code: 'LEGACY_TIMEOUT', system: 'post' }],
    [['_entities', 1, 'parcels'], { code: 'LEGACY_TIMEOUT', system: 'post' }],
  ]);
});

test('a subgraph does not start when SDL and resolvers differ, and says every difference', async () => {
  const wrong = [plainType('Query', { fields: {} }), plainType('Ghost', { fields: { a: column('a') } })];
  await expect(startSubgraph({ name: 'post', environment: { sources: [] }, sdl, types: wrong })).rejects.toThrow(
    `subgraph post: SDL and resolvers differ:
- type Customer of schema.graphql has no resolvers
- type Parcel of schema.graphql has no resolvers
- type Item of schema.graphql has no resolvers
- type Driver of schema.graphql has no resolvers
- field Query.parcel of schema.graphql has no resolver
- resolvers of Ghost have no type in schema.graphql`,
  );
});

test('a type that names a column which its relation lacks is refused', () => {
  expect(() => rowType('Parcel', parcels, { fields: { cost: money('cost', 'currency') } })).toThrow(
    'Parcel.cost: relation parcels has no column cost',
  );
});
