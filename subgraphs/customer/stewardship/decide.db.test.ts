import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let steward: Steward;
beforeAll(async () => {
  hub = await createHubDatabase();
  steward = new Steward(hub);
});
afterAll(() => hub.drop());

const anna = (account_id: string, email: string): Account => ({
  account_id,
  kind: 'PERSON',
  name: 'Anna Schmidt',
  email: [email],
});
const bert: Account = { account_id: '9', kind: 'PERSON', name: 'Bert Braun', email: ['bert@example.com'] };
let crm: MemorySource;
let shop: MemorySource;
let sources: MemorySource[];

// Anna is two customers for the model: crm:1 + crm:2 by one e-mail, shop:1 + shop:2 by another. Crm is older.
beforeEach(async () => {
  await hub.rebuild();
  const [one, other] = ['anna.schmidt@example.com', 'zebra77@example.net'];
  crm = new MemorySource('crm', [anna('1', one), anna('2', one), bert]);
  shop = new MemorySource('shop', [anna('1', other), anna('2', other), anna('3', other)]);
  sources = [crm, shop];
  await hub.sync([crm]);
  await hub.sync(sources);
});

/** Nothing that a sync sees anew: it must not change a single id. */
async function expectStable(): Promise<void> {
  const before = await steward.state();
  const history = await hub.rows('select * from customer_history order by 1');
  const report = await hub.sync(sources);
  expect(report.linked).toMatchObject({ created: 0, merged: 0, ended: 0 });
  expect(await steward.state()).toEqual(before);
  expect(history.length).toBeGreaterThan(0);
  expect(await hub.rows('select * from customer_history order by 1')).toEqual(history);
}
const idOf = async (name: string): Promise<string> => (await steward.customers())[name] ?? 'none';
/** Accounts grouped by customer, as text. */
const groups = async (): Promise<string[]> => {
  const byCustomer = new Map<string, string[]>();
  for (const [name, id] of Object.entries(await steward.customers()))
    byCustomer.set(id, [...(byCustomer.get(id) ?? []), name]);
  return [...byCustomer.values()].map((names) => names.join(' ')).sort();
};
const asTheModelSays = ['crm:1 crm:2', 'crm:9', 'shop:1 shop:2 shop:3'];

describe('a merge', () => {
  test('takes effect at once, the oldest lives, the other redirects, and a sync changes nothing', async () => {
    expect(await groups()).toEqual(asTheModelSays);
    const [older, younger] = [await idOf('crm:1'), await idOf('shop:1')];
    const { customerIds } = await steward.decide({ kind: 'MERGE', ids: [younger, older] });
    expect(customerIds).toEqual([older]);
    expect(await groups()).toEqual(['crm:1 crm:2 shop:1 shop:2 shop:3', 'crm:9']);
    expect(await hub.rows('select old_customer_id as old, customer_id as id from customer_redirect')).toEqual([
      { old: younger, id: older },
    ]);
    await expectStable();
  });

  test('undone is as if it had never been, with ids and ages', async () => {
    const before = await steward.state();
    const { decisionId } = await steward.decide({ kind: 'MERGE', ids: [await idOf('crm:1'), await idOf('shop:1')] });
    expect(await steward.state()).not.toEqual(before);
    await steward.decide({ kind: 'UNDO', id: decisionId });
    expect(await steward.state()).toEqual(before);
    await expectStable();
  });

  test('then a split, then a merge loses nothing', async () => {
    const before = await steward.state();
    const ids = [await idOf('crm:1'), await idOf('shop:1')];
    await steward.decide({ kind: 'MERGE', ids });
    const merged = await steward.state();
    const parts = ['shop:1', 'shop:2', 'shop:3'].map(account);
    await steward.decide({ kind: 'SPLIT', id: ids[1] ?? '', accounts: parts });
    expect(await steward.state()).toEqual(before);
    await steward.decide({ kind: 'MERGE', ids });
    expect(await steward.state()).toEqual(merged);
    await expectStable();
  });

  test('of three customers, taken back one by one in any order, ends where it began', async () => {
    const before = await steward.state();
    const [a, b, c] = [await idOf('crm:1'), await idOf('shop:1'), await idOf('crm:9')];
    const first = await steward.decide({ kind: 'MERGE', ids: [b, c] });
    const middle = await steward.state();
    const second = await steward.decide({ kind: 'MERGE', ids: [a, b] });
    expect(await groups()).toHaveLength(1);
    await steward.decide({ kind: 'UNDO', id: second.decisionId });
    expect(await steward.state()).toEqual(middle);
    const again = await steward.decide({ kind: 'MERGE', ids: [a, b] });
    await steward.decide({ kind: 'UNDO', id: first.decisionId });
    // The later merge named all accounts: it holds them together alone.
    expect(await groups()).toHaveLength(1);
    await steward.decide({ kind: 'UNDO', id: again.decisionId });
    expect(await steward.state()).toEqual(before);
  });
});

describe('a split', () => {
  test('leaves the id with the largest part, and undone the new id redirects', async () => {
    const id = await idOf('shop:1');
    await steward.decide({ kind: 'SPLIT', id, accounts: [account('shop:1')] });
    const made = await idOf('shop:1');
    expect(await groups()).toEqual(['crm:1 crm:2', 'crm:9', 'shop:1', 'shop:2 shop:3']);
    expect([await idOf('shop:2'), made === id]).toEqual([id, false]);
    await expectStable();
    const [{ decision_id: decision } = { decision_id: '' }] = await hub.rows<{ decision_id: string }>(
      'select decision_id from decision',
    );
    await steward.decide({ kind: 'UNDO', id: decision });
    expect(await groups()).toEqual(asTheModelSays);
    expect(await idOf('shop:1')).toBe(id);
    expect(await hub.rows('select old_customer_id as old, customer_id as id from customer_redirect')).toEqual([
      { old: made, id },
    ]);
    await expectStable();
  });
});

describe('same and different', () => {
  test('join and part accounts with what the model joined to them', async () => {
    await steward.decide({ kind: 'SAME', a: account('crm:2'), b: account('crm:9') });
    expect(await groups()).toEqual(['crm:1 crm:2 crm:9', 'shop:1 shop:2 shop:3']);
    await steward.decide({ kind: 'DIFFERENT', a: account('shop:1'), b: account('shop:3') });
    expect(await groups()).toEqual(['crm:1 crm:2 crm:9', 'shop:1 shop:2', 'shop:3']);
    await expectStable();
  });

  test('the latest beats what contradicts it, and undone the older holds again', async () => {
    const pair = { a: account('crm:1'), b: account('shop:1') };
    await steward.decide({ kind: 'SAME', ...pair });
    const joined = await steward.state();
    const { decisionId } = await steward.decide({ kind: 'DIFFERENT', ...pair });
    expect(await groups()).toEqual(asTheModelSays);
    await steward.decide({ kind: 'UNDO', id: decisionId });
    expect(await steward.state()).toEqual(joined);
    await steward.decide({ kind: 'DIFFERENT', ...pair });
    await steward.decide({ kind: 'SAME', ...pair });
    expect(await groups()).toEqual(['crm:1 crm:2 shop:1 shop:2 shop:3', 'crm:9']);
  });
});

describe('decisions', () => {
  test('survive a new sync, new evidence and a rebuild of the read model', async () => {
    await steward.decide({ kind: 'MERGE', ids: [await idOf('crm:1'), await idOf('shop:1')] });
    await steward.decide({ kind: 'DIFFERENT', a: account('crm:1'), b: account('crm:2') });
    const decided = await groups();
    expect(decided).toContain('crm:2');
    crm.accounts = crm.accounts.map((one) => ({ ...one, phone: ['+49 30 1234567'] }));
    await hub.sync(sources);
    expect(await groups()).toEqual(decided);
    await hub.rows(`truncate account, identifier, sync_run, customer, customer_account, customer_redirect,
      customer_history, customer_redirect_history`);
    await hub.sync([...sources].reverse());
    expect(await groups()).toEqual(decided);
  });

  test('survive that an account is gone, and hold when it comes back', async () => {
    await steward.decide({ kind: 'MERGE', ids: [await idOf('crm:1'), await idOf('crm:9')] });
    const ids = await steward.customers();
    const { accounts } = crm;
    crm.accounts = [bert];
    await hub.sync(sources);
    crm.accounts = accounts;
    await hub.sync(sources);
    expect(await steward.customers()).toEqual(ids);
  });

  test('are never changed or deleted', async () => {
    await steward.decide({ kind: 'MERGE', ids: [await idOf('crm:1'), await idOf('crm:9')] });
    for (const sql of [
      'delete from decision',
      `update decision set reason = 'other'`,
      'delete from decision_account',
      `update decision_account set account_id = 'x'`,
      `update decision set undone_at = now(), undone_by = 'x', reason = 'other'`,
    ])
      await expect(hub.rows(sql)).rejects.toThrow('decisions are append-only');
  });

  test('wait for a running sync, and say so when it takes long; nothing was written', async () => {
    const ids = [await idOf('crm:1'), await idOf('crm:9')];
    let go = (): void => undefined;
    let reading = (): void => undefined;
    const started = new Promise<void>((done) => (reading = done));
    const held = new Promise<void>((done) => (go = done));
    shop.beforeBatch = () => {
      reading();
      return held;
    };
    const sync = hub.sync(sources);
    await started;
    const refused = await steward.ask({ kind: 'MERGE', ids });
    expect(refused).toMatchObject({ done: null, userErrors: [{ code: 'SYNC_RUNNING' }] });
    expect(await hub.rows('select * from decision')).toEqual([]);
    const waiting = steward.ask({ kind: 'MERGE', ids });
    shop.beforeBatch = null;
    go();
    await sync;
    expect((await waiting).done).not.toBeNull();
    expect(await groups()).toContain('crm:1 crm:2 crm:9');
  });

  test('wait for the next sync where nothing is left to match by: the process that serves does not match all', async () => {
    const ids = [await idOf('crm:1'), await idOf('crm:9')];
    const { decisionId } = await steward.decide({ kind: 'MERGE', ids });
    // what a crash of the database leaves of unlogged tables
    await hub.rows('truncate match_account, match_block, match_edge, match_pending, match_review');
    const before = [await steward.state(), await hub.rows('select * from decision')];
    for (const command of [
      { kind: 'SPLIT' as const, id: ids[0] ?? '', accounts: [account('crm:9')] },
      { kind: 'UNDO' as const, id: decisionId },
    ])
      expect(await steward.ask(command)).toMatchObject({ done: null, userErrors: [{ code: 'SYNC_NEEDED' }] });
    expect([await steward.state(), await hub.rows('select * from decision')]).toEqual(before);
    expect(await hub.rows('select from match_account')).toEqual([]);
    await hub.sync(sources);
    await steward.decide({ kind: 'UNDO', id: decisionId });
    expect(await groups()).toEqual(asTheModelSays);
  });

  test('made at the same time come one after the other', async () => {
    const outcomes = await Promise.all([
      // no merge of ids among them: it would be refused when the others have made them one customer before it
      steward.ask({ kind: 'SAME', a: account('crm:1'), b: account('shop:1') }),
      steward.ask({ kind: 'SAME', a: account('shop:1'), b: account('crm:9') }),
      steward.ask({ kind: 'SAME', a: account('crm:2'), b: account('crm:9') }),
    ]);
    expect(outcomes.map(({ userErrors }) => userErrors)).toEqual([[], [], []]);
    expect(await groups()).toHaveLength(1);
    await expectStable();
  });
});

describe('misuse is told what to do', () => {
  test.each<[string, Parameters<Steward['ask']>[0], string, string]>([
    ['unknown customer', { kind: 'MERGE', ids: ['nobody', 'noone'] }, 'NOT_FOUND', 'There is no customer nobody.'],
    ['no customers', { kind: 'MERGE', ids: [] }, 'BAD_INPUT', 'ids: expected two customers or more'],
    ['unknown account', { kind: 'SAME', a: account('crm:1'), b: account('crm:77') }, 'NOT_FOUND', 'account 77 of crm'],
    ['one account', { kind: 'SAME', a: account('crm:1'), b: account('crm:1') }, 'BAD_INPUT', 'another account than a'],
    ['unknown decision', { kind: 'UNDO', id: '?' }, 'NOT_FOUND', 'There is no decision ?.'],
    ['split of nobody', { kind: 'SPLIT', id: '?', accounts: [] }, 'NOT_FOUND', 'There is no customer ?.'],
  ])('%s', async (_, command, code, message) => {
    const { done, userErrors } = await steward.ask(command);
    expect(done).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['input', expect.any(String)] }]);
    expect(userErrors[0]?.message).toContain(message);
  });

  test('splits of all, of none, of a stranger; an id twice; an undo twice', async () => {
    const id = await idOf('crm:1');
    const refused = async (...accounts: string[]) =>
      (await steward.ask({ kind: 'SPLIT', id, accounts: accounts.map(account) })).userErrors[0]?.message;
    expect(await refused()).toBe('accounts: expected some living accounts of the customer, not none and not all.');
    expect(await refused('crm:1', 'crm:2')).toMatch(/not none and not all/);
    expect(await refused('crm:9')).toBe('accounts: account 9 of crm is not an account of this customer.');
    expect((await steward.ask({ kind: 'MERGE', ids: [id, id] })).userErrors[0]?.message).toMatch(/of one customer/);
    const { decisionId } = await steward.decide({ kind: 'MERGE', ids: [id, await idOf('crm:9')] });
    await steward.decide({ kind: 'UNDO', id: decisionId });
    expect((await steward.ask({ kind: 'UNDO', id: decisionId })).userErrors[0]?.code).toBe('ALREADY_UNDONE');
  });
});
