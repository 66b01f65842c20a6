import { buildSchema, parse, print, type FieldNode } from 'graphql';
import { expect, it } from 'vitest';
import { requirementsOf, withoutConflicts } from './conflicts.ts';
import { typenameAs } from './settle.ts';

const supergraph = `type Product {
  price(currency: String): Int
  usd: Int @join__field(graph: A, requires: "price(currency: \\"USD\\") weight")
  dollars: Int @join__field(graph: A, requires: "price(currency: \\"USD\\")")
  eur: Int @join__field(graph: A, requires: "price(currency: \\"EUR\\")")
  heavy: Boolean @join__field(graph: A, requires: "weight")
}`;
const schema = buildSchema(
  'type Query { products: [Product] } type Product { usd: Int dollars: Int eur: Int heavy: Boolean name: String }',
);
const requirements = requirementsOf(supergraph);
const filler: FieldNode = typenameAs('filler');
const split = (text: string): string[] =>
  withoutConflicts(parse(text), { schema, requirements, filler }).map((document) =>
    print(document).replace(/\s+/g, ' ').trim(),
  );

it('knows what is required with arguments', () => {
  expect([...requirements].map(([field, required]) => [field, [...required]])).toEqual([
    ['Product.usd', [['/price', 'currency: "USD"']]],
    ['Product.dollars', [['/price', 'currency: "USD"']]],
    ['Product.eur', [['/price', 'currency: "EUR"']]],
  ]);
});

it('leaves a document alone in which all requirements agree', () => {
  expect(split('{ products { usd dollars heavy name } }')).toEqual(['{ products { usd dollars heavy name } }']);
});

it('makes one document for each way to ask for the same field, with fillers for what the others have', () => {
  expect(split('{ products { usd name eur ...F } } fragment F on Product { dollars }')).toEqual([
    '{ products { usd name filler: __typename ...F } } fragment F on Product { dollars }',
    '{ products { filler: __typename name eur ...F } } fragment F on Product { filler: __typename }',
  ]);
});
