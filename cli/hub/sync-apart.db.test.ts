import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncProgress } from '../../kit/subgraph/sync.ts';
import { temporaryFolder } from '../../kit/test-servers/temporary-folder.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/test-servers/test-database.ts';
import { run } from '../run.ts';
import { capture } from '../testing/capture.ts';
import { syncApart } from './sync-apart.ts';
import type { SyncTask } from './sync-thread.ts';

let hub: TestDatabase;
let shop: TestDatabase;
const folder = temporaryFolder();
let task: SyncTask;
const accounts = 1_500;

beforeAll(async () => {
  [hub, shop] = await Promise.all([createTestDatabase('sync_hub'), createTestDatabase('sync_shop')]);
  // Every third one twice, under another number.
  await shop.run(`create table buyer as
    select i as no, 'Given' || (i % 1000) % 97 || ' Family' || (i % 1000) as name, 'p' || (i % 1000) || '@example.com' as email
    from generate_series(1, ${String(accounts)}) i;
    create role reader_${shop.name} login password 'reader'; grant select on buyer to reader_${shop.name}`);
  await writeFile(
    join(folder, 'source.yaml'),
    'system: shop\ntitle: A shop\nconnection: SHOP_URL\nserves: [customer]\ntimeZone: UTC\n',
  );
  await writeFile(
    join(folder, 'customers.sql'),
    `select b.no as account_id, 'PERSON' as kind, b.name, b.email from buyer b\n`,
  );
  const url = new URL(shop.url);
  url.username = `reader_${shop.name}`;
  url.password = 'reader';
  const env = { HUB_DATABASE_URL: hub.url, SHOP_URL: url.href };
  task = { folders: [folder], env, logLevel: 'silent', options: {} };
});
afterAll(async () => {
  await shop.run(`drop owned by reader_${shop.name}; drop role reader_${shop.name}`);
  await Promise.all([hub.drop(), shop.drop()]);
});

/** Syncs until something is told of which `isIt`, and has it ended there. */
async function endedAt(isIt: (progress: SyncProgress) => boolean): Promise<unknown> {
  const ending = new AbortController();
  const onProgress = (progress: SyncProgress): void => {
    if (isIt(progress)) ending.abort();
  };
  return syncApart(task, { signal: ending.signal, onProgress }).catch((error: unknown) => error);
}

const written = async (): Promise<Record<string, unknown> | undefined> => {
  const [row] = await hub.run(`select (select count(*)::int from account) as accounts,
    (select count(*)::int from customer) + (select count(*)::int from customer_account)
    + (select count(*)::int from match_account) + (select count(*)::int from match_edge) as linked`);
  return row;
};
/** Of the sync that was ended; the server looks once a second. */
const statements = async (): Promise<number> =>
  (
    await hub.run(
      'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null',
    )
  ).length;

const steps = [
  'reading accounts',
  'features',
  'candidate pairs',
  'learning weights',
  'clusters',
  'keeping blocks',
  'keeping edges',
  'keeping frequencies',
  'writing customers',
];

test('a sync that is ended while it reads leaves nothing', async () => {
  expect(await endedAt(({ phase }) => phase === 'READ')).toMatchObject({ name: 'AbortError' });
  await expect.poll(statements, { timeout: 3000 }).toBe(0);
  expect(await written()).toEqual({ accounts: 0, linked: 0 });
});

test.each(steps.filter((_, at) => at % 3 === 0))(
  'a sync that is ended at the step «%s» leaves nothing of it',
  async (step) => {
    expect(await endedAt((progress) => progress.step === step)).toMatchObject({ name: 'AbortError' });
    await expect.poll(statements, { timeout: 3000 }).toBe(0);
    expect(await written()).toEqual({ accounts, linked: 0 });
  },
);

test('the next one does it all, and tells of each step', async () => {
  const told = new Set<string | null>();
  const report = await syncApart(task, {
    signal: new AbortController().signal,
    onProgress: ({ step }) => told.add(step),
  });
  expect(report.sources).toMatchObject([{ status: 'OK', rows: accounts, unchanged: accounts }]);
  expect(report.linked).toMatchObject({ accounts, matched: accounts, customers: 1_000 });
  for (const step of steps) expect(told).toContain(step);
});

test('what keeps a sync from its work is told as without a thread', async () => {
  const { signal } = new AbortController();
  const asked = (more: Partial<SyncTask>) => syncApart({ ...task, ...more }, { signal });
  await expect(asked({ options: { systems: ['nobody'] } })).rejects.toMatchObject({
    name: 'HubError',
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('known: shop') as unknown,
  });
  await expect(asked({ folders: [join(folder, 'nowhere')] })).rejects.toMatchObject({ name: 'SourceProblems' });
});

test('hub sync says that it was ended, with exit code 130 and nothing on stdout', async () => {
  const ending = new AbortController();
  const io = { ...capture({ ...task.env }), signal: ending.signal };
  ending.abort();
  expect(await run(['sync', '--sources', folder, '--json'], io, '1.2.3')).toBe(130);
  expect([io.out(), io.err()]).toEqual(['', expect.stringContaining('Ended before it was done.')]);
  const again = capture({ ...task.env });
  expect(await run(['sync', '--sources', folder, '--json'], again, '1.2.3')).toBe(0);
  expect(JSON.parse(again.out())).toMatchObject({ sources: [{ system: 'shop', status: 'OK' }] });
});
