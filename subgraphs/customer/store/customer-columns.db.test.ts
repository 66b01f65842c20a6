import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';
import { customerSql } from './customer-columns.ts';

const systems = ['a', 'b', 'c'];
const people = 300;

/** Person `at` is in the systems whose bits it has, so that every list of systems comes often. */
const peopleOf = (bit: number) =>
  Array.from({ length: people }, (_, at) => at)
    .filter((at) => at & (1 << bit))
    .map((at) => ({
      account_id: String(at),
      kind: 'PERSON' as const,
      name: `Vera Viele${String(at)}`,
      email: [`p${String(at)}@example.com`],
    }));

let hub: HubDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync(systems.map((system, bit) => new MemorySource(system, peopleOf(bit))));
  await hub.rows('delete from sync_run');
  // A history of each system, which ends with a failure; c was never read completely.
  for (const [at, system] of systems.entries())
    await hub.rows(
      `insert into sync_run (system, feed, started_at, finished_at, row_count, status)
       select ?, 'customers', timestamptz '2026-03-01 00:00Z' + make_interval(days => n, hours => ?),
         '2026-04-01', 1, case when n = 9 or ? = 'c' then 'FAILED' else 'OK' end from generate_series(0, 9) n`,
      [system, at, system],
    );
  await hub.rows('analyze');
  subgraph = await runSubgraph(hub.url);
});
afterAll(async () => {
  await subgraph.running.stop();
  await hub.drop();
});

/** Of systems that were never read nothing is known: they do not make a customer older. */
const asOf = (known: readonly string[]): string | null => {
  if (known.includes('a')) return '2026-03-09T00:00:00Z';
  return known.includes('b') ? '2026-03-09T01:00:00Z' : null;
};

const fields = 'id asOf accounts { system }';

interface Node {
  readonly id: string;
  readonly asOf: string | null;
  readonly accounts: readonly { readonly system: string }[];
}

const expectAsOf = (node: Node): void => {
  expect(node.asOf).toBe(asOf(node.accounts.map(({ system }) => system)));
};

test('asOf is when the oldest of the last complete readings began, however customers are found', async () => {
  const { data } = await subgraph.ask(`{ customers(first: 1000) { nodes { ${fields} } } }`);
  const { nodes } = data?.['customers'] as { nodes: Node[] };
  expect(nodes.length).toBeGreaterThan(people / 2);
  expect(new Set(nodes.map((node) => node.asOf))).toEqual(
    new Set(['2026-03-09T00:00:00Z', '2026-03-09T01:00:00Z', null]),
  );
  nodes.forEach(expectAsOf);
  for (const { id } of nodes.slice(0, 20)) {
    const one = await subgraph.ask(`query($id: ID!) { customer(id: $id) { ${fields} } }`, { id });
    expectAsOf(one.data?.['customer'] as Node);
  }
  const search = await subgraph.ask(`{ searchCustomers(text: "p77@example.com") { ${fields} } }`);
  const found = search.data?.['searchCustomers'] as Node[];
  expect(found).toHaveLength(1);
  found.forEach(expectAsOf);
  const byAccount = await subgraph.ask(`{ customerByAccount(system: "b", id: "6") { ${fields} } }`);
  expectAsOf(byAccount.data?.['customerByAccount'] as Node);
});

test('a page asks for the last readings once for each list of systems, not for each customer', async () => {
  const none: Selection = { fields: [], has: () => false, child: () => none };
  const { columns, joins } = customerSql({ ...none, fields: ['asOf'], has: (field) => field === 'asOf' });
  const page = `select ${columns} from (select * from customer order by customer_id limit 250) c ${joins}`;
  const plan = await hub.rows<Record<'QUERY PLAN', string>>(
    `explain (analyze, costs off, timing off) ${page.replaceAll('?', '\\?')}`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toMatch(/Memoize[^]*Cache Key: customer\.systems[^]*Misses: 7 /);
  expect(text).toMatch(/Index (Only )?Scan Backward using sync_run_last/);
});
