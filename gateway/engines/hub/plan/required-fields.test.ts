import { describe, expect, it } from 'vitest';
import { askRequired } from './ask-required.ts';
import { requiredFields } from './required-fields.ts';

const supergraph = (fields: string): string => `
schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query }
enum join__Graph { A @join__graph(name: "a-shop", url: "") B @join__graph(name: "b", url: "") }
interface Priced @join__type(graph: B) { price(currency: String): Int }
type Product implements Priced @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
  id: ID
  priced: Priced
  price(currency: String): Int @join__field(graph: A, external: true) @join__field(graph: B)
  ${fields}
}`;
const lines = (sdl: string): string[] => sdl.split('\n').map((line) => line.trim());

describe('a field that is required with arguments', () => {
  const required = requiredFields(
    supergraph(`
      usd: Int @join__field(graph: A, requires: "price(currency: \\"USD\\") id")
      eur: Int @join__field(graph: A, requires: "price(currency: \\"EUR\\")")
      dollars: Int @join__field(graph: A, requires: "priced { price(currency: \\"USD\\") }")`),
  );

  it('is a hidden field of its own in the supergraph of plans, wherever it is', () => {
    const sdl = lines(required.sdl);
    expect(sdl).toContain('usd: Int @join__field(graph: A, requires: "price0_ id")');
    expect(sdl).toContain('dollars: Int @join__field(graph: A, requires: "priced{price0_}")');
    expect(sdl).toContain('price0_: Int @inaccessible');
    expect(sdl).toContain('price1_: Int @join__field(graph: A, external: true) @join__field(graph: B) @inaccessible');
    expect(required.sdl).toMatch(/@link\(url: "https:\/\/specs.apollo.dev\/inaccessible\/v0.2", for: SECURITY\)/);
  });

  it('is known by what was meant', () => {
    expect([...required.fields].map(([key, { name }]) => [key, name])).toEqual([
      ['price0_', 'price'],
      ['price1_', 'price'],
    ]);
    expect([...(required.requirementOf('a-shop', 'Product', 'dollars') ?? [])]).toEqual([
      ['/priced', 'priced'],
      ['/priced/price', 'price0_'],
    ]);
    expect(required.requirementOf('b', 'Product', 'usd')).toBeUndefined();
  });

  const fetch = { kind: 'Fetch', serviceName: 'a-shop', operationName: undefined, operationKind: 'query' } as const;
  const entity = (...names: string[]) => [
    {
      kind: 'InlineFragment' as const,
      typeCondition: 'Product',
      selections: names.map((name) => ({ kind: 'Field' as const, name })),
    },
  ];

  it('is asked for with its arguments', () => {
    const operation = '{products{price0_ own:price1_ id}}';
    expect(askRequired({ ...fetch, operation } as never, required)).toMatchObject({
      operation: '{products{price0_:price(currency:"USD")own:price(currency:"EUR")id}}',
    });
  });

  it('is told under its name, in as many fetches as there are values of it', () => {
    const operation =
      'query($representations:[_Any!]!,$a:Int,$b:Int){_entities(representations:$representations){...on Product{name(a:$a)usd eur(b:$b)}}}';
    const requires = entity('__typename', 'id', 'price0_', 'price1_');
    const plan = askRequired({ ...fetch, operation, requires, variableUsages: ['a', 'b'] } as never, required);
    const told = (alias: string) => [
      {
        kind: 'InlineFragment',
        typeCondition: 'Product',
        selections: [
          { kind: 'Field', name: '__typename' },
          { kind: 'Field', name: 'id' },
          { kind: 'Field', name: 'price', alias },
        ],
      },
    ];
    const asks = (variable: string, fields: string): string =>
      `query($representations:[_Any!]!$${variable}:Int){_entities(representations:$representations){...on Product{${fields}}}}`;
    expect(plan).toEqual({
      kind: 'Parallel',
      nodes: [
        { ...fetch, operation: asks('a', 'name(a:$a)usd'), variableUsages: ['a'], requires: told('price0_') },
        { ...fetch, operation: asks('b', 'eur(b:$b)'), variableUsages: ['b'], requires: told('price1_') },
      ],
    });
  });
});

it('leaves a supergraph alone in which nothing is required with arguments', () => {
  const sdl = supergraph('usd: Int @join__field(graph: A, requires: "id")');
  expect(requiredFields(sdl).sdl).toBe(sdl);
});
