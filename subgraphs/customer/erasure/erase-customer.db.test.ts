import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';
import { decide } from '../stewardship/decide.ts';
import { eraseCustomer } from './erase-customer.ts';

let hub: HubDatabase;
let steward: Steward;
beforeAll(async () => {
  hub = await createHubDatabase();
  steward = new Steward(hub);
});
afterAll(() => hub.drop());

const clock = { now: () => Date.now() };
const crm = new MemorySource('crm', []);
const shop = new MemorySource('shop', []);
const sources = [crm, shop];

/** What nobody may find any more: each is in the tables before. */
const personal = [
  'Zacharias',
  'zacharias',
  'Quellbrunn',
  'Zweitname',
  'Geburtsname',
  'zack@example.com',
  'z.quell@example.org',
  '4930987654',
  'Verschwiegene Gasse',
  'Nirgendheim',
  '1961-02-03',
  'NATID12345',
  '987654321',
  '5551234',
  'ERASE-1',
  'ERASE-2',
  'ERASE-3',
  'widow of',
];

beforeEach(async () => {
  await hub.rebuild();
  const zack = {
    kind: 'PERSON' as const,
    given_name: 'Zacharias',
    middle_name: 'Zweitname',
    family_name: 'Quellbrunn',
    other_name: 'Geburtsname',
    birth_on: '1961-02-03',
  };
  crm.accounts = [
    { ...zack, account_id: 'ERASE-1', email: ['zack@example.com'], phone: ['+49 30 987654'], country: 'DE' },
    { account_id: 'KEEP-1', kind: 'PERSON', name: 'Berta Bleibt', email: ['berta@example.com'] },
    { account_id: 'KEEP-2', kind: 'PERSON', name: 'Berta Bleibt', email: ['bb@example.com'] },
  ];
  await hub.sync([crm]);
  shop.accounts = [
    { ...zack, account_id: 'ERASE-2', email: ['zack@example.com'], city: 'Nirgendheim', country: 'DE' },
    {
      account_id: 'ERASE-3',
      kind: 'PERSON',
      name: 'Z. Quellbrunn',
      email: ['z.quell@example.org'],
      street: 'Verschwiegene Gasse 5',
      national_id: 'NATID12345',
      tax_number: 'DE987654321',
      phone: ['5551234 Apparat Quellbrunn'],
    },
  ];
  await hub.sync(sources);
});

const idOf = async (name: string): Promise<string> => (await steward.customers())[name] ?? 'none';

/** Every row of every table that has the text anywhere, by table. */
async function found(text: string): Promise<string[]> {
  const tables = await hub.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  expect(tables.length).toBeGreaterThan(12);
  const hits: string[] = [];
  for (const { name } of tables) {
    const rows = await hub.rows<{ n: number }>(
      `select count(*)::int as n from ${name} t where position(lower(?) in lower(to_jsonb(t)::text)) > 0`,
      [text],
    );
    if ((rows[0]?.n ?? 0) > 0) hits.push(name);
  }
  return hits;
}

/** Merges, splits and undoes, so that every table knows the customer. Returns its ids. */
async function aStory(): Promise<string[]> {
  const [older, younger] = [await idOf('crm:ERASE-1'), await idOf('shop:ERASE-3')];
  const because = { by: 'Maria', reason: 'widow of Zacharias Quellbrunn' };
  await decide(hub.store, clock, { kind: 'MERGE', ids: [older, younger], ...because });
  await decide(hub.store, clock, { kind: 'SPLIT', id: older, accounts: [account('shop:ERASE-3')], ...because });
  const { done } = await decide(hub.store, clock, {
    kind: 'SAME',
    a: account('crm:ERASE-1'),
    b: account('shop:ERASE-3'),
    ...because,
  });
  await decide(hub.store, clock, {
    kind: 'DIFFERENT',
    a: account('crm:ERASE-1'),
    b: account('crm:KEEP-1'),
    ...because,
  });
  const id = done?.decisionId ?? '';
  await decide(hub.store, clock, { kind: 'UNDO', id, ...because });
  await decide(hub.store, clock, { kind: 'MERGE', ids: [older, younger], ...because });
  return [older, younger];
}

const erase = (customer: string, dryRun = false) =>
  eraseCustomer(hub.store, clock, { customer, reason: 'request 4711', dryRun });

describe('erasing', () => {
  test('leaves no personal value in any table, and everything of others', async () => {
    const ids = await aStory();
    for (const value of [...personal, ...ids]) expect([value, await found(value)]).not.toEqual([value, []]);
    const others = await hub.rows(`select * from account where account_id like 'KEEP%' order by account_id`);
    const report = await erase(ids[1] ?? '');
    expect(report).toMatchObject({
      dryRun: false,
      customer: ids[0],
      accounts: 3,
      heldBy: [
        { system: 'crm', accounts: 1, ids: ['ERASE-1'] },
        { system: 'shop', accounts: 2, ids: ['ERASE-2', 'ERASE-3'] },
      ],
    });
    for (const value of [...personal, ...ids]) expect([value, await found(value)]).toEqual([value, []]);
    expect(await found('Berta')).not.toEqual([]);
    expect(await hub.rows(`select * from account where account_id like 'KEEP%' order by account_id`)).toEqual(others);
    expect(await hub.rows('select reason, account_count from erasure')).toEqual([
      { reason: 'request 4711', account_count: 3 },
    ]);
    expect((await hub.rows(`select * from customer_history where account_id like 'erased:%'`)).length).toBeGreaterThan(
      3,
    );
  });

  test('is for good: no sync brings the customer back, and nobody gets the ids', async () => {
    const ids = await aStory();
    await erase(ids[0] ?? '');
    for (let round = 0; round < 2; round += 1) {
      // A change at the source does not matter either.
      shop.accounts = shop.accounts.map((one) => ({ ...one, city: `Nirgendheim ${String(round)}` }));
      const report = await hub.sync(sources);
      expect(report.sources.map(({ status, rows, added, removed }) => [status, rows, added, removed])).toEqual([
        ['OK', 3, 0, 0],
        ['OK', 2, 0, 0],
      ]);
      expect(report.linked).toMatchObject({ accounts: 2, created: 0, merged: 0, ended: 0 });
    }
    for (const value of [...personal, ...ids]) expect([value, await found(value)]).toEqual([value, []]);
    // Also a read model that is built anew.
    await hub.rows('truncate account, identifier, sync_run, customer, customer_account, customer_redirect');
    await hub.sync(sources);
    expect(Object.keys(await steward.customers())).toEqual(['crm:KEEP-1', 'crm:KEEP-2']);
  });

  test('dry, it says the same and keeps everything', async () => {
    const id = await idOf('crm:ERASE-1');
    const before = await steward.state();
    expect(await erase(id, true)).toMatchObject({ dryRun: true, customer: id, accounts: 2 });
    expect(await steward.state()).toEqual(before);
    expect(await hub.rows('select * from suppression union all select purpose, created_at from hub_key')).toEqual([]);
  });

  test('what an erased account held together stays together; the next sync changes nothing', async () => {
    await steward.decide({ kind: 'SAME', a: account('crm:KEEP-1'), b: account('shop:ERASE-3') });
    await steward.decide({ kind: 'SAME', a: account('shop:ERASE-3'), b: account('crm:KEEP-2') });
    // All are one customer now: split the others off, so that only the hashed decisions tie them.
    const id = await idOf('crm:KEEP-1');
    await steward.decide({ kind: 'SPLIT', id, accounts: [account('shop:ERASE-3')] });
    await erase(await idOf('shop:ERASE-3'));
    const before = await steward.state();
    expect((await hub.sync(sources)).linked).toMatchObject({ created: 0, merged: 0 });
    expect(await steward.state()).toEqual(before);
    expect(await idOf('crm:KEEP-1')).toBe(await idOf('crm:KEEP-2'));
  });

  test('misuse is told what to do', async () => {
    await expect(erase('nobody')).rejects.toThrow('There is no customer with this id; nothing was erased.');
    const blank = eraseCustomer(hub.store, clock, { customer: 'x', reason: ' ' });
    await expect(blank).rejects.toThrow('reason: expected 1 to 500 characters, found 0.');
  });
});
