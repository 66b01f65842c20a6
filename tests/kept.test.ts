import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import type { GatewayOperation } from '../gateway/engine.ts';
import { readHints } from '../gateway/plugins/cache/policy/hints.ts';
import { OperationPolicies } from '../gateway/plugins/cache/policy/operation-policies.ts';
import { apiFile, supergraphFile } from '../schema/artefacts.ts';

const sdl = readFileSync(supergraphFile, 'utf8');
const api = buildSchema(readFileSync(apiFile, 'utf8'));
const policies = new OperationPolicies(api, readHints(sdl));
const maxAgeOf = (query: string): number | null => {
  const asked = { queryHash: query, document: parse(query), request: { query } } as unknown as GatewayOperation;
  return policies.of(asked).policy({})?.maxAge ?? null;
};

/** Master data; nothing of a customer. A type more here is a decision (docs/decisions/0017). */
const kept = ['Campaign', 'Product', 'SalesPerson', 'Vendor'];
const withParent = ['CampaignEdge', 'Money', 'PageInfo', 'ProductEdge'];

test('only master data may be kept', () => {
  const hints = readHints(sdl);
  const types = Object.keys(api.getTypeMap());
  expect(types.filter((name) => hints.ofType(name).maxAge !== undefined).sort()).toEqual(kept);
  expect(types.filter((name) => hints.ofType(name).inheritMaxAge).sort()).toEqual(withParent);
});

test.each<[string, number | null]>([
  ['{ product(sku: "1") { sku name listPrice { amount currency } } }', 60],
  ['{ products(first: 5) { edges { cursor node { sku } } pageInfo { hasNextPage } totalCount } }', 60],
  ['{ campaigns { nodes { name actualCost { amount } } } }', 60],
  ['{ product(sku: "1") { sku stock { quantity } } }', null],
  ['{ product(sku: "1") { sku } sources { system } }', null],
  ['{ customer(id: "1") { id displayName } }', null],
  ['{ invoice(id: "1") { id payments { id } } }', null],
])('%s may be kept for %s seconds', (query, seconds) => {
  expect(validate(api, parse(query))).toEqual([]);
  expect(maxAgeOf(query)).toBe(seconds);
});
