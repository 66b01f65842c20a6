import type { PlanNode } from '@apollo/query-planner';
import { buildSchema, parse, print, stripIgnoredCharacters, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { planInOrder } from './one-after-the-other.ts';

const api = buildSchema(
  'type Query { a: Int } type Mutation { add(n: Int): Box remove: Box } type Box { size: Int weight: Int }',
);

/** Plans whatever it gets to one node, and remembers what that was. */
function planner(node: PlanNode | null) {
  const planned: string[] = [];
  const plan = (document: DocumentNode): PlanNode | null => {
    planned.push(stripIgnoredCharacters(print(document)));
    return node;
  };
  return { planned, api, plan };
}

const sequence: PlanNode = { kind: 'Sequence', nodes: [] };

describe('planInOrder', () => {
  it('plans the fields of a mutation one by one, those of one key together, in the order of the client', () => {
    const { planned, ...supergraph } = planner(sequence);
    const document = parse(
      'mutation($n: Int) { b: remove { size } ...F a: add(n: $n) { size } b: remove { weight } } fragment F on Mutation { add { size } }',
    );
    expect(planInOrder(document, supergraph)).toEqual({ kind: 'Sequence', nodes: [sequence, sequence, sequence] });
    const fragment = 'fragment F on Mutation{add{size}}';
    expect(planned.slice(1)).toEqual([
      `mutation($n:Int){b:remove{size}b:remove{weight}}${fragment}`,
      `mutation($n:Int){add{size}}${fragment}`,
      `mutation($n:Int){a:add(n:$n){size}}${fragment}`,
    ]);
  });

  it.each([
    ['a query', '{ a b: a }', sequence],
    ['one field', 'mutation { add { size } }', sequence],
    ['one fetch', 'mutation { add { size } remove { size } }', { kind: 'Fetch' } as PlanNode],
    ['nothing to fetch', 'mutation { a: __typename b: __typename }', null],
  ])('leaves %s as it is planned', (_what, text, node) => {
    const { planned, ...supergraph } = planner(node);
    expect(planInOrder(parse(text), supergraph)).toBe(node);
    expect(planned).toHaveLength(1);
  });
});
