import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { supergraphOf } from '../gateway/testing/made-subgraphs.ts';
import { temporaryFolder } from '../kit/test-servers/temporary-folder.ts';
import { run } from './run.ts';
import { capture } from './testing/capture.ts';

const box = temporaryFolder();

const write = (name: string, text: string): string => {
  const file = join(box, name);
  writeFileSync(file, text);
  return file;
};

async function hub(line: readonly string[], env: Record<string, string> = {}) {
  const io = capture(env);
  const code = await run(line, io, '1.2.3');
  return { code, out: io.out(), err: io.err() };
}

const orders = 'query Orders($n: Int = 5) { customers(first: $n) { nodes { orders(first: 2) { nodes { id } } } } }';

test('graph plan shows the plan and the cost of an operation, and asks nobody', async () => {
  const file = write('orders.graphql', orders);
  const { code, out } = await hub(['graph', 'plan', file]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^QueryPlan \{\n {2}Sequence \{\n {4}Fetch\(service: "customer"\)[^]*Fetch\(service: "sales-order"\)/,
  );
  expect(out).toContain('Estimated cost 22, most of it in customers.nodes(5).orders.nodes(2)');
  const json = await hub(['graph', 'plan', file, '--json', '--variables', '{"n":100}']);
  expect(JSON.parse(json.out)).toMatchObject({
    plan: { kind: 'QueryPlan', node: { kind: 'Sequence' } },
    cost: { estimated: 402, type: 402, field: 202, dearest: 'customers.nodes(100).orders.nodes(2)' },
  });
});

test('graph plan takes any supergraph, and one of several operations', async () => {
  const supergraph = write('supergraph.graphql', supergraphOf());
  const file = write('two.graphql', 'query A { visitors } query B { letterBox }');
  const { code, out } = await hub(['graph', 'plan', file, '--supergraph', supergraph, '--operation', 'B']);
  expect([code, out]).toMatchObject([0, expect.stringContaining('Fetch(service: "letters")')]);
  const unsaid = await hub(['graph', 'plan', file, '--supergraph', supergraph]);
  expect([unsaid.code, unsaid.err]).toMatchObject([
    2,
    expect.stringContaining('--operation <name>; the document has A, B'),
  ]);
});

test.each([
  ['a file that is not there', () => [join(box, 'none.graphql')], 1, /There is no file/],
  ['what is not GraphQL', () => [write('a.graphql', 'query {')], 1, /is not GraphQL: .*Expected Name/],
  [
    'what the supergraph has not',
    () => [write('b.graphql', '{ nobody }')],
    1,
    /Cannot query field "nobody".*\(line 1\)/,
  ],
  [
    'variables that are no object',
    () => [write('c.graphql', orders), '--variables', '[1]'],
    2,
    /expected a JSON object/,
  ],
])('graph plan refuses %s', async (_, args, expected, reason) => {
  const { code, err } = await hub(['graph', 'plan', ...args()]);
  expect(code).toBe(expected);
  expect(err).toMatch(reason);
});

test('operation check says of each document whether it would be answered', async () => {
  const good = write('good.json', JSON.stringify({ o1: orders, t: '{ customer(id: "1") { displayName } }' }));
  const { code, out, err } = await hub(['operation', 'check', good, '--json']);
  expect([code, err]).toEqual([0, '2 documents are in order.\n']);
  expect(JSON.parse(out)).toEqual({
    ok: true,
    count: 2,
    documents: [
      { id: 'o1', names: ['Orders'], cost: 22, problems: [] },
      { id: 't', names: [], cost: 2, problems: [] },
    ],
  });
});

test('operation check names what would be refused, with the reason, and ends with 1', async () => {
  const operations = [
    { id: 'gone', name: 'Gone', body: 'query Gone { nobody }' },
    { id: 'odd', name: 'Other', body: 'query Odd { sources { title } }' },
    { id: 'dear', name: 'Orders', body: orders.replace('= 5', '= 1000') },
    { id: 'cut', body: '{ customer' },
    { id: 'live', name: 'Live', body: 'subscription Live { sources { title } }' },
    { id: 'nosy', body: '{ __schema { description } }' },
    { id: 'often', body: `{ ${'sources { title } '.repeat(300)} }` },
    { id: 'fine', name: 'Fine', body: 'query Fine { sources { title } }' },
  ];
  const file = write('bad.json', JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  const { code, out, err } = await hub(['operation', 'check', file], {
    GATEWAY_MAX_COST: '1000',
    GATEWAY_INTROSPECTION: 'false',
  });
  expect([code, err]).toEqual([1, '7 of 8 documents would be refused.\n']);
  expect(out).toContain('gone (Gone)\n  - Cannot query field "nobody" on type "Query". (line 1, column 14)\n');
  expect(out).toContain('odd (Odd)\n  - the manifest calls it Other, the document has Odd\n');
  expect(out).toContain('dear (Orders)\n  - The operation may cost 4,002, and 1,000 is the limit.');
  expect(out).toContain('cut\n  - Syntax Error');
  expect(out).toContain('live (Live)\n  - the schema has no subscription\n');
  expect(out).toMatch(/nosy\n {2}- .*introspection has been disabled/);
  expect(out).toContain('often\n  - The query asks for the same fields in too many places');
  expect(out).not.toContain('fine');
});

test('operation check refuses what is no manifest', async () => {
  const { code, err } = await hub(['operation', 'check', write('none.json', '{ "format": "other" }')]);
  expect(code).toBe(1);
  expect(err).toMatch(/manifest of trusted documents is refused:[^]*at format/);
  expect((await hub(['operation', 'check'])).code).toBe(2);
});
