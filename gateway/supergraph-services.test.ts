import { expect, it } from 'vitest';
import { supergraphOf } from './testing/made-subgraphs.ts';
import { servicesOf } from './supergraph-services.ts';

const graph = (values: string): string => `enum join__Graph { ${values} }`;

it('takes names and addresses from the supergraph, names as the subgraphs were composed under', () => {
  expect(servicesOf(supergraphOf())).toEqual(
    ['letters', 'people', 'visits'].map((name) => ({ name, url: `http://${name}.internal.example.com/` })),
  );
  expect(servicesOf(graph('A_B @join__graph(name: "a-b", url: "https://x.example.com/q")'))).toEqual([
    { name: 'a-b', url: 'https://x.example.com/q' },
  ]);
});

it.each([
  ['{', 'it is not GraphQL: Syntax Error'],
  ['type Query { a: Int }', 'it has no enum join__Graph, so it is no supergraph: compose the subgraphs first'],
  [graph('A'), 'join__Graph.A has no @join__graph(name:)'],
  [graph('A @join__graph(name: "a")'), 'subgraph a has no URL: expected an http or https URL'],
  [graph('A @join__graph(name: "a", url: "")'), 'subgraph a has no URL'],
  [graph('A @join__graph(name: "a", url: "ftp://a")'), 'subgraph a has the URL "ftp://a": expected an http or https'],
])('refuses %s', (sdl, why) => {
  expect(() => servicesOf(sdl)).toThrow(`The supergraph is refused:\n  - ${why}`);
});

it('tells every problem at once', () => {
  const sdl = graph('A @join__graph(name: "a") B C @join__graph(name: "c", url: "http://c.example.com")');
  expect(() => servicesOf(sdl)).toThrow(/subgraph a has no URL[^]*join__Graph\.B/);
});
