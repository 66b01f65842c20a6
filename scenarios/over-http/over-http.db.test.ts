import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoGraph, type DemoGraph } from '../graph/graph.ts';

let near: DemoGraph;
let far: DemoGraph;
let query: string;

beforeAll(async () => {
  // the same seed makes the same company, and ids come from accounts: the two answer about the same customers
  near = await startDemoGraph('near_', { customers: 60 });
  far = await startDemoGraph('far_', { customers: 60, overHttp: true });
  query = await readFile(new URL('../customer-360/query.graphql', import.meta.url), 'utf8');
}, 120_000);

afterAll(async () => {
  await Promise.all([near.stop(), far.stop()]);
});

interface Ids {
  customers: { nodes: { id: string }[] };
}

test('subgraphs over HTTP give the answers and cost the statements of subgraphs in process', async () => {
  const { data } = await near.ask<Ids>('{ customers(first: 50) { nodes { id } } }');
  expect(data.customers.nodes).toHaveLength(50);
  let systems = 0;
  for (const { id } of data.customers.nodes) {
    // without `asOf`, which tells when each hub was synced
    const [here, there] = await Promise.all(
      [near, far].map((graph) => graph.ask<unknown>(query.replace(/^ {4}asOf$/m, ''), { id })),
    );
    expect(there?.errors).toEqual([]);
    expect(there?.data).toEqual(here?.data);
    const cost = (answer: typeof here) =>
      Object.values(answer?.sources ?? {}).map(({ system, status, statements }) => ({ system, status, statements }));
    expect(cost(there)).toEqual(cost(here));
    systems += cost(there).length;
  }
  expect(systems).toBeGreaterThan(100);
}, 60_000);
