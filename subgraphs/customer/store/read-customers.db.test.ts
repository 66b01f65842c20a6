import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRequestContext } from '../../../kit/context.ts';
import { openDatabase } from '../../../kit/database/open-database.ts';
import { Secret } from '../../../kit/env/secret.ts';
import type { Selection } from '../../../kit/resolvers/set-entry.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { customersByAccounts, customersByIds } from './read-customers.ts';
import { HubReader } from './reader.ts';

const none: Selection = { fields: [], has: () => false, child: () => none };
const selection: Selection = { ...none, fields: ['displayName'], has: (field) => field === 'displayName' };
const context = createRequestContext({ requestId: 't', timeoutMs: 30_000 });

let hub: HubDatabase;
/** Has one connection, so that it can be asked what it keeps. */
let reader: HubReader;
let ids: readonly string[];

beforeAll(async () => {
  hub = await createHubDatabase();
  const accounts = Array.from({ length: 200 }, (_, at) => ({
    account_id: String(at),
    kind: 'PERSON' as const,
    name: `Nora Nummer${String(at)}`,
  }));
  await hub.sync([new MemorySource('a', accounts)]);
  await hub.rows('analyze');
  const rows = await hub.rows<{ id: string }>(
    `select customer_id as id from customer_account order by account_id::int`,
  );
  ids = rows.map((row) => row.id);
  const database = openDatabase({ system: 'hub', url: new Secret(hub.url), connections: 1, connectTimeoutMs: 2_000 });
  reader = new HubReader(database, 10_000);
});
afterAll(async () => {
  await reader.close();
  await hub.drop();
});

/** How often PostgreSQL ran statements with this in their texts by a plan that it had. */
async function kept(text: string): Promise<number> {
  const [row] = await reader.rows(
    {
      sql: `select sum(generic_plans)::int as kept from pg_prepared_statements where position($1 in statement) > 0 and statement like '%display_name%'`,
      bindings: [text],
    },
    context,
  );
  return Number(row?.['kept']);
}

const sizes = [...Array.from({ length: 12 }, (_, at) => 2 + (at % 5)), 100, 3, 2];

test('customers by lists of ids of any length are planned once, and each is found', async () => {
  for (const size of sizes) {
    const asked = [...ids.slice(0, size), 'nobody', ids[0] ?? ''];
    const found = await customersByIds(reader, asked, selection, context);
    expect(found.map((customer) => customer?.['id'])).toEqual([...ids.slice(0, size), undefined, ids[0]]);
  }
  expect(await kept('unnest($1::text[]) l (id)')).toBeGreaterThanOrEqual(sizes.length - 5);
});

test('and so are customers by lists of accounts', async () => {
  for (const size of sizes) {
    const accounts = ids.slice(0, size).map((_, at) => ({ system: 'a', id: String(at) }));
    const found = await customersByAccounts(reader, [...accounts, { system: 'b', id: '0' }], selection, context);
    expect(found.map((customer) => customer?.['id'])).toEqual([...ids.slice(0, size), undefined]);
  }
  expect(await kept('l (system, id)')).toBeGreaterThanOrEqual(sizes.length - 5);
});

test('a key that no database can have is nobody, and the others are found', async () => {
  const [first] = ids;
  const byId = await customersByIds(reader, ['\0', first ?? '', 'x\0'], selection, context);
  expect(byId.map((customer) => customer?.['id'])).toEqual([undefined, first, undefined]);
  expect(await customersByIds(reader, ['\0'], selection, context)).toEqual([null]);
  const accounts = ['0\0', '0'].map((id) => ({ system: 'a', id }));
  const byAccount = await customersByAccounts(reader, accounts, selection, context);
  expect(byAccount.map((customer) => customer?.['id'])).toEqual([undefined, first]);
});
