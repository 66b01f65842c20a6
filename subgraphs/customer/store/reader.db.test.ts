import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRequestContext } from '../../../kit/context.ts';
import { openDatabase } from '../../../kit/database/open-database.ts';
import { Secret } from '../../../kit/env/secret.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { runSubgraph } from '../testing/run-subgraph.ts';
import { HubReader } from './reader.ts';

let hub: HubDatabase;
beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(() => hub.drop());

const open = (timeoutMs: number): HubReader =>
  new HubReader(
    openDatabase({ system: 'hub', url: new Secret(hub.url), connections: 2, connectTimeoutMs: 2_000 }),
    timeoutMs,
  );
const running = async (): Promise<number> =>
  (
    await hub.rows(
      `select 1 from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()`,
    )
  ).length;

test('a slow statement is SUBGRAPH_TIMEOUT, is in the ledger, and is stopped on the server', async () => {
  const reader = open(200);
  const context = createRequestContext({ requestId: 't', timeoutMs: 5_000 });
  await expect(reader.rows({ sql: 'select pg_sleep(5)', bindings: [] }, context)).rejects.toMatchObject({
    code: 'SUBGRAPH_TIMEOUT',
  });
  expect(context.ledger.report()).toMatchObject([{ system: 'hub', status: 'TIMEOUT', statements: 1 }]);
  await reader.close();
  expect(await running()).toBe(0);
});

test('a client that leaves stops the statement on the server', async () => {
  const reader = open(10_000);
  const controller = new AbortController();
  const context = createRequestContext({ requestId: 't', timeoutMs: 20_000, signal: controller.signal });
  const asked = reader.rows({ sql: 'select pg_sleep(10)', bindings: [] }, context);
  setTimeout(() => {
    controller.abort();
  }, 200);
  await expect(asked).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
  await reader.close();
  expect(await running()).toBe(0);
});

test('it can not write', async () => {
  const reader = open(1_000);
  const context = createRequestContext({ requestId: 't', timeoutMs: 5_000 });
  await expect(reader.rows({ sql: 'delete from customer', bindings: [] }, context)).rejects.toThrow();
  await reader.close();
});

test('ids that were merged away, and ids of a hub that was rebuilt, lead to the living customer', async () => {
  const anna = { kind: 'PERSON' as const, name: 'Anna Schmidt' };
  const a = new MemorySource('a', [{ ...anna, account_id: '1' }]);
  const b = new MemorySource('b', [{ ...anna, account_id: '2', email: ['anna@example.com'] }]);
  await hub.sync([a, b]);
  const rows = await hub.rows<{ id: string }>('select customer_id as id from customer_account order by system');
  const ids = rows.map((row) => row.id);
  expect(new Set(ids).size).toBe(2);
  a.accounts = [{ ...anna, account_id: '1', email: ['anna@example.com'] }];
  await hub.sync([a, b]);
  const query = 'query($a: ID!, $b: ID!) { a: customer(id: $a) { id accounts { id } } b: customer(id: $b) { id } }';
  const ask = async () => {
    const subgraph = await runSubgraph(hub.url);
    const { data } = await subgraph.ask(query, { a: ids[0], b: ids[1] });
    await subgraph.running.stop();
    return data as { a: { id: string; accounts: unknown[] } | null; b: { id: string } | null };
  };
  const merged = await ask();
  expect(ids).toContain(merged.a?.id);
  expect(merged.b?.id).toBe(merged.a?.id);
  expect(merged.a?.accounts).toHaveLength(2);
  await hub.rebuild();
  await hub.sync([a, b]);
  expect(await hub.rows('select 1 from customer_redirect')).toEqual([]);
  const rebuilt = await ask();
  expect(rebuilt.a?.id).toBeDefined();
  expect(rebuilt.b?.id).toBe(rebuilt.a?.id);
});

test('a customer without accounts still answers by id and is in no list', async () => {
  const source = new MemorySource('ended', [
    { account_id: '1', kind: 'PERSON', name: 'Eva Ende' },
    { account_id: '2', kind: 'PERSON', name: 'Ivo Immer' },
  ]);
  await hub.sync([source]);
  const [row] = await hub.rows<{ id: string }>(
    `select customer_id as id from customer where display_name = 'Eva Ende'`,
  );
  source.accounts = source.accounts.slice(1);
  await hub.sync([source]);
  const subgraph = await runSubgraph(hub.url);
  const { data } = await subgraph.ask(
    `query($id: ID!) { customer(id: $id) { accounts { id } } searchCustomers(text: "Eva Ende") { id }
      customers(first: 100) { nodes { id } } customerByAccount(system: "ended", id: "1") { id } }`,
    { id: row?.id },
  );
  await subgraph.running.stop();
  expect(data).toMatchObject({ customer: { accounts: [] }, searchCustomers: [], customerByAccount: { id: row?.id } });
  expect(JSON.stringify(data?.['customers'])).not.toContain(row?.id);
});
