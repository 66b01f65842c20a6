import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { wrongLists } from '../testing/kept-lists.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';

let hub: HubDatabase;
let subgraph: TestSubgraph;

/** By this number the accounts of two systems are one customer. */
const anna = { kind: 'PERSON' as const, name: 'Anna Schmidt', national_id: 'ID 4711 0815', birth_on: '1970-01-01' };

/** Values that an array writes in quotes, and two whose code points are not in the order of their UTF-16 units. */
const accounts = {
  a: [{ ...anna, account_id: '1', email: ['anna@example.com'], phone: ['+49 30 123456'] }],
  b: [
    { ...anna, account_id: '{\u{1F600}}', email: ['anna@example.com', 'null@example.com'] },
    { ...anna, account_id: '{\uFF5E}', phone: ['+49 30 123456'] },
    { account_id: 'NULL', kind: 'PERSON', name: 'Bert Back\\slash' },
  ],
} satisfies Record<string, Account[]>;
const sources = (): MemorySource[] => Object.entries(accounts).map(([system, all]) => new MemorySource(system, all));

beforeAll(async () => {
  hub = await createHubDatabase();
  subgraph = await runSubgraph(hub.url);
});
afterAll(async () => {
  await subgraph.running.stop();
  await hub.drop();
});
beforeEach(async () => {
  await hub.rows(`truncate account, identifier, sync_run, customer, customer_account, customer_redirect, match_model,
    match_account, match_block, match_edge, match_pending`);
  await hub.sync(sources());
});

interface Listed {
  readonly accounts: readonly { readonly system: string; readonly id: string }[];
  readonly emails: readonly { readonly address: string; readonly systems: readonly string[] }[];
  readonly phones: readonly unknown[];
}

async function ask(): Promise<Listed[]> {
  const lists = 'accounts { system id } emails { address systems } phones { number systems }';
  const { data, errors } = await subgraph.ask(`{ customers(first: 10) { nodes { displayName ${lists} } } }`);
  expect(errors).toEqual([]);
  return (data?.['customers'] as { nodes: Listed[] }).nodes;
}

test('lists of the row are those of the accounts, whatever the values', async () => {
  expect(await wrongLists(hub)).toEqual([]);
  const kept = await ask();
  expect(kept[0]).toMatchObject({
    accounts: [
      { system: 'a', id: '1' },
      { system: 'b', id: '{\uFF5E}' },
      { system: 'b', id: '{\u{1F600}}' },
    ],
    phones: [{ number: '+4930123456', systems: ['a', 'b'] }],
  });
  expect(kept[0]?.emails.find(({ address }) => address === 'anna@example.com')?.systems).toEqual(['a', 'b']);
  expect(kept[1]).toMatchObject({ accounts: [{ system: 'b', id: 'NULL' }], emails: [], phones: [] });
  await hub.rows('update customer set lists_hash = null, accounts = null, emails = null, phones = null');
  expect(await ask()).toEqual(kept);
});

test('they hold until another profile is written; one of a hub that knows no lists has them read from the accounts', async () => {
  const [before] = await ask();
  await hub.rows(`update account set emails = '{new@example.com}' where system = 'a'`);
  expect((await ask())[0]).toEqual(before);
  await hub.rows(`update customer set content_hash = 'another'`);
  expect((await ask())[0]?.emails.map(({ address }) => address)).toContain('new@example.com');
});

test('the first sync after an update of the hub writes the lists of customers that did not change', async () => {
  const before = await ask();
  await hub.rows(
    `update customer set lists_hash = null, accounts = null, emails = null, phones = null, content_hash = 'old'`,
  );
  await hub.rows(`update profile_rules set fingerprint = 'old'`);
  expect(await wrongLists(hub)).toHaveLength(before.length);
  await hub.sync(sources());
  expect(await wrongLists(hub)).toEqual([]);
  expect(await ask()).toEqual(before);
});
