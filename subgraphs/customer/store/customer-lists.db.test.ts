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
    {
      ...anna,
      account_id: '{\u{1F600}}',
      email: ['anna@example.com', 'null@example.com'],
      city: 'NULL',
      street: 'A "B" 1',
    },
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
  readonly addresses: readonly unknown[];
}

/** As a hub of before any lists left it. */
const noLists =
  'lists_hash = null, addresses_hash = null, accounts = null, emails = null, phones = null, addresses = null';

async function ask(): Promise<Listed[]> {
  const lists =
    'accounts { system id } emails { address systems } phones { number systems } addresses { street city country systems }';
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
    addresses: [{ street: 'A "B" 1', city: 'NULL', country: null, systems: ['b'] }],
  });
  expect(kept[0]?.emails.find(({ address }) => address === 'anna@example.com')?.systems).toEqual(['a', 'b']);
  expect(kept[1]).toMatchObject({ accounts: [{ system: 'b', id: 'NULL' }], emails: [], phones: [], addresses: [] });
  await hub.rows(`update customer set ${noLists}`);
  expect(await ask()).toEqual(kept);
});

test('they hold until another profile is written; one of a hub that knows no lists has them read from the accounts', async () => {
  const [before] = await ask();
  await hub.rows(`update account set emails = '{new@example.com}' where system = 'a'`);
  expect((await ask())[0]).toEqual(before);
  await hub.rows(`update customer set content_hash = 'another'`);
  expect((await ask())[0]?.emails.map(({ address }) => address)).toContain('new@example.com');
});

test('lists of one customer that do not hold take nothing from those of the others', async () => {
  const before = await ask();
  await hub.rows(
    `update customer set addresses = null, addresses_hash = null where display_name = (select min(display_name) from customer)`,
  );
  expect(await ask()).toEqual(before);
});

test('a customer that has ended has the lists of the accounts that live again and were not linked yet', async () => {
  await hub.sync([new MemorySource('a', accounts.a), new MemorySource('b', accounts.b.slice(0, 2))]);
  const ended = await hub.rows<{ id: string }>('select customer_id as id from customer where ended_at is not null');
  expect(ended).toHaveLength(1);
  const listsOfEnded = async (): Promise<unknown> => {
    const query = 'query($id: ID!) { customer(id: $id) { accounts { id } addresses { city } } }';
    const { data } = await subgraph.ask(query, { id: ended[0]?.id });
    return data?.['customer'];
  };
  expect(await listsOfEnded()).toEqual({ accounts: [], addresses: [] });
  await hub.rows(`update account set deleted_at = null, city = 'Bonn' where account_id = 'NULL'`);
  expect(await listsOfEnded()).toEqual({ accounts: [{ id: 'NULL' }], addresses: [{ city: 'Bonn' }] });
});

test('the first sync after an update of the hub writes the lists of customers that did not change', async () => {
  const before = await ask();
  await hub.rows(`update customer set ${noLists}, content_hash = 'old'`);
  await hub.rows(`update profile_rules set fingerprint = 'old'`);
  expect(await wrongLists(hub)).toHaveLength(before.length);
  await hub.sync(sources());
  expect(await wrongLists(hub)).toEqual([]);
  expect(await ask()).toEqual(before);
});
