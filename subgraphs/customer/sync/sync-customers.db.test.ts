import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HubError } from '../../../kit/errors/hub-error.ts';
import type { SyncReport } from '../../../kit/subgraph/sync.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';

let hub: HubDatabase;
beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(() => hub.drop());
beforeEach(() => hub.rebuild());

const anna: Account = { account_id: '1', kind: 'PERSON', name: 'Anna Schmidt', email: ['anna@example.com'] };
const bert: Account = { account_id: '2', kind: 'PERSON', name: 'Bert Braun', phone: ['030 1234567'], country: 'DE' };
const many = (count: number): Account[] =>
  Array.from({ length: count }, (_, at) => ({
    account_id: String(at).padStart(6, '0'),
    kind: 'PERSON' as const,
    given_name: `Given${String(at % 97)}`,
    family_name: `Family${String(at)}`,
    email: [`person${String(at)}@example.com`],
    phone: [`+49 30 ${String(1_000_000 + at)}`],
    city: 'Berlin',
    country: 'DE',
  }));

const counts = (report: SyncReport, system: string) => {
  const source = report.sources.find((one) => one.system === system);
  if (!source) throw new Error(`no report of ${system}`);
  const { status, rows, added, changed, unchanged, removed } = source;
  return { status, rows, added, changed, unchanged, removed };
};
const ids = async (): Promise<string[]> =>
  (await hub.rows<{ id: string }>('select customer_id as id from customer where ended_at is null order by 1')).map(
    (r) => r.id,
  );
const living = async (system: string): Promise<string[]> =>
  (
    await hub.rows<{ id: string }>(
      'select account_id as id from account where system = ? and deleted_at is null order by 1',
      [system],
    )
  ).map((r) => r.id);

describe('sync', () => {
  test('takes the accounts of all sources and joins those of one customer', async () => {
    const report = await hub.sync([
      new MemorySource('a', [anna, bert]),
      new MemorySource('b', [{ ...anna, account_id: 'X' }]),
    ]);
    expect(counts(report, 'a')).toEqual({ status: 'OK', rows: 2, added: 2, changed: 0, unchanged: 0, removed: 0 });
    expect(report.linked).toMatchObject({ accounts: 3, customers: 2, created: 2, merged: 0, ended: 0 });
    const pairs = await hub.rows(
      'select system, account_id from customer_account c where customer_id = ' +
        `(select customer_id from customer_account where system = 'b') order by 1`,
    );
    expect(pairs).toEqual([
      { system: 'a', account_id: '1' },
      { system: 'b', account_id: 'X' },
    ]);
  });

  test('run twice changes nothing', async () => {
    const sources = [new MemorySource('a', many(2_500)), new MemorySource('b', [anna])];
    await hub.sync(sources);
    const dump = () => hub.rows('select * from customer order by customer_id');
    const before = await dump();
    const writes = () =>
      hub.rows('select xmin::text from customer union all select xmin::text from account order by 1');
    const written = await writes();
    const report = await hub.sync(sources);
    expect(counts(report, 'a')).toEqual({
      status: 'OK',
      rows: 2500,
      added: 0,
      changed: 0,
      unchanged: 2500,
      removed: 0,
    });
    expect(report.linked).toMatchObject({ created: 0, merged: 0, ended: 0 });
    expect(before).toHaveLength(2_501);
    expect(await dump()).toEqual(before);
    expect(await writes()).toEqual(written);
  });

  test('rebuilt from nothing gives the same ids', async () => {
    const sources = [
      new MemorySource('a', [...many(300), { ...anna, account_id: 'Z' }]),
      new MemorySource('b', [anna]),
    ];
    await hub.sync(sources);
    const before = await ids();
    await hub.rebuild();
    expect(await ids()).toEqual([]);
    await hub.sync([...sources].reverse());
    expect(before).toHaveLength(301);
    expect(await ids()).toEqual(before);
  });

  test('customers and their accounts lie in the tables as pages by id read them', async () => {
    await hub.sync([new MemorySource('a', many(2_500)), new MemorySource('b', many(40))]);
    for (const table of ['customer', 'customer_account']) {
      const rows = await hub.rows<{ id: string }>(`select customer_id as id from ${table} order by ctid`);
      const found = rows.map(({ id }) => id);
      expect(found.length).toBeGreaterThanOrEqual(2_500);
      expect(found).toEqual(found.toSorted());
    }
  });

  test('sees what changed, what is gone and what came back, and keeps the ids', async () => {
    const source = new MemorySource('a', [anna, bert]);
    await hub.sync([source]);
    const before = await ids();
    source.accounts = [
      { ...anna, city: 'Köln' },
      { account_id: '3', kind: 'PERSON', name: 'Carl Clar' },
    ];
    const report = await hub.sync([source]);
    expect(counts(report, 'a')).toMatchObject({ added: 1, changed: 1, unchanged: 0, removed: 1 });
    expect(report.linked).toMatchObject({ created: 1, ended: 1 });
    expect(await living('a')).toEqual(['1', '3']);
    expect(await hub.rows(`select value from identifier where account_id = '2'`)).toEqual([]);
    source.accounts = [anna, bert];
    const back = await hub.sync([source]);
    expect(counts(back, 'a')).toMatchObject({ added: 0, changed: 2, removed: 1 });
    expect(await ids()).toEqual(before);
  });

  test('an account that the system marks as deleted is no account of the customer', async () => {
    const source = new MemorySource('a', [anna, { ...bert, is_deleted: true }]);
    expect((await hub.sync([source])).linked).toMatchObject({ accounts: 1, customers: 1 });
    source.accounts = [{ ...anna, is_deleted: true }, bert];
    expect(counts(await hub.sync([source]), 'a')).toMatchObject({ changed: 1, removed: 1 });
    expect(await living('a')).toEqual(['2']);
  });

  test('a source that fails half way keeps its accounts, and the others go on', async () => {
    const good = new MemorySource('good', [anna]);
    const bad = new MemorySource('bad', many(2_500));
    await hub.sync([good, bad]);
    const before = await living('bad');
    bad.accounts = many(2_500).map((account) => ({ ...account, city: 'Bonn' }));
    bad.fault = { afterBatches: 2, error: new HubError('LEGACY_UNAVAILABLE', 'bad did not answer', { system: 'bad' }) };
    good.accounts = [anna, bert];
    const report = await hub.sync([good, bad]);
    expect(counts(report, 'good')).toMatchObject({ status: 'OK', added: 1 });
    expect(counts(report, 'bad')).toEqual({
      status: 'FAILED',
      rows: 2000,
      added: 0,
      changed: 0,
      unchanged: 0,
      removed: 0,
    });
    expect(report.sources[1]?.error).toEqual({ code: 'LEGACY_UNAVAILABLE', message: 'bad did not answer' });
    expect(before).toHaveLength(2_500);
    expect(await living('bad')).toEqual(before);
    expect(await hub.rows(`select count(*)::int as n from account where city = 'Bonn'`)).toEqual([{ n: 0 }]);
    expect(
      await hub.rows(
        `select status, error_code, row_count::int from sync_run where system = 'bad' order by sync_run_id`,
      ),
    ).toEqual([
      { status: 'OK', error_code: null, row_count: 2500 },
      { status: 'FAILED', error_code: 'LEGACY_UNAVAILABLE', row_count: 2000 },
    ]);
  });

  test('an unforeseen fault says nothing of its inside', async () => {
    const bad = new MemorySource('bad', [anna]);
    bad.fault = { afterBatches: 0, error: new Error('password of db.internal') };
    const report = await hub.sync([bad]);
    expect(report.sources[0]?.error?.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(report)).not.toContain('internal.');
    expect(JSON.stringify(report)).not.toContain('password');
    expect(report.linked).toBeNull();
  });

  test('an emptied feed is a fault, not the end of all customers', async () => {
    const source = new MemorySource('a', [anna, bert]);
    await hub.sync([source]);
    source.accounts = [];
    const report = await hub.sync([source]);
    expect(report.sources[0]?.error).toEqual({
      code: 'LEGACY_DATA_INVALID',
      message: 'customers of a: expected rows, found none although 2 accounts are known; nothing of it was taken over',
    });
    expect(await living('a')).toEqual(['1', '2']);
  });

  test('an account in two rows is a fault', async () => {
    const report = await hub.sync([new MemorySource('a', [anna, bert, anna])]);
    expect(report.sources[0]?.error?.message).toBe(
      'customers of a: expected one row per account_id, found an account_id in several rows; nothing of it was taken over',
    );
  });

  test('two at once: the second is refused and says why', async () => {
    const source = new MemorySource('a', [anna]);
    let free = (): void => undefined;
    const started = new Promise<void>((began) => {
      source.beforeBatch = () => {
        began();
        return new Promise((resolve) => {
          free = resolve;
        });
      };
    });
    const first = hub.sync([source]);
    await started;
    await expect(hub.sync([new MemorySource('b', [bert])])).rejects.toThrow(
      'Another sync of this hub is running; wait until it has ended, then sync again.',
    );
    source.beforeBatch = null;
    free();
    expect((await first).linked).toMatchObject({ customers: 1 });
    expect((await hub.sync([source])).sources[0]?.status).toBe('OK');
  });

  test('a dry run reports and keeps nothing', async () => {
    const report = await hub.sync([new MemorySource('a', [anna])], { dryRun: true });
    expect(counts(report, 'a')).toMatchObject({ added: 1 });
    expect(report).toMatchObject({ dryRun: true, linked: null });
    expect(await hub.rows('select count(*)::int as n from account')).toEqual([{ n: 0 }]);
    expect(await hub.rows('select count(*)::int as n from sync_run')).toEqual([{ n: 0 }]);
  });

  test('only the systems asked for; an unknown one is named', async () => {
    const sources = [new MemorySource('a', [anna]), new MemorySource('b', [bert])];
    expect((await hub.sync(sources, { systems: ['b'] })).sources.map((source) => source.system)).toEqual(['b']);
    await expect(hub.sync(sources, { systems: ['x'] })).rejects.toThrow(
      'No source with a customers.sql has the system x; known: a, b.',
    );
  });

  test('aborted, it throws the reason and leaves no trace of the source under way', async () => {
    const source = new MemorySource('a', many(3_000));
    const controller = new AbortController();
    const reason = new HubError('REQUEST_CANCELLED', 'stopped');
    await expect(
      hub.sync([source], {
        signal: controller.signal,
        onProgress: ({ rows }) => {
          if (rows >= 1_000) controller.abort(reason);
        },
      }),
    ).rejects.toBe(reason);
    expect(await living('a')).toEqual([]);
  });

  test('customers that turn out to be one merge under the older id; the other redirects, and comes back when they part', async () => {
    const a = new MemorySource('a', [{ ...anna, email: [] }]);
    await hub.sync([a]);
    const [older] = await ids();
    const b = new MemorySource('b', [anna]);
    await hub.sync([a, b]);
    const younger = (await ids()).find((id) => id !== older);
    expect(younger).toBeDefined();
    a.accounts = [anna];
    expect((await hub.sync([a, b])).linked).toMatchObject({ customers: 1, merged: 1, created: 0 });
    expect(await ids()).toEqual([older]);
    expect(await hub.rows('select old_customer_id as old, customer_id as id from customer_redirect')).toEqual([
      { old: younger, id: older },
    ]);
    // Split again: whoever keeps one of the two ids finds the accounts that it was given for.
    a.accounts = [{ ...anna, email: [] }];
    await hub.sync([a, b]);
    expect(await hub.rows('select system, customer_id as id from customer_account order by 1')).toEqual([
      { system: 'a', id: older },
      { system: 'b', id: younger },
    ]);
    expect(await ids()).toEqual([older, younger].sort());
    expect(await hub.rows('select * from customer_redirect')).toEqual([]);
  });
});
