import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import type { Data } from '../data.ts';
import { compileRepresentation } from './representation.ts';

const schema = buildSchema('type Query { a: A } type A { id: ID } type B { id: ID }');
const field = (name: string, selections?: QueryPlanSelectionNode[]): QueryPlanSelectionNode =>
  selections ? { kind: 'Field', name, selections } : { kind: 'Field', name };
const ofA: QueryPlanSelectionNode[] = [
  {
    kind: 'InlineFragment',
    typeCondition: 'A',
    selections: [
      field('__typename'),
      { kind: 'Field', name: 'id', alias: 'key' },
      field('accounts', [field('system'), field('id')]),
    ],
  },
];

const entities: Data[] = [
  { __typename: 'A', key: '1', accounts: [{ system: 's', id: 7, more: 1 }, null, { system: 's' }], more: 2 },
  { __typename: 'A', key: null, accounts: null },
  { __typename: 'A', key: '1' },
  { __typename: 'B', key: '1', accounts: [] },
];

it('takes what is asked by, renamed; null for what is not all there; by code from the third run on', () => {
  const represent = compileRepresentation(ofA, schema);
  const runs = [1, 2, 3, 4].map(() => represent());
  expect(runs[2]).not.toBe(runs[1]);
  for (const take of runs)
    expect(entities.map(take)).toStrictEqual([
      { __typename: 'A', id: '1', accounts: [{ system: 's', id: 7 }, null, null] },
      { __typename: 'A', id: null, accounts: null },
      {},
      {},
    ]);
});
