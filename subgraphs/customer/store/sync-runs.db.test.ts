import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRequestContext } from '../../../kit/context.ts';
import { openDatabase } from '../../../kit/database/open-database.ts';
import { Secret } from '../../../kit/env/secret.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { lastSyncs, runs } from './last-syncs.ts';
import { HubReader } from './reader.ts';
import { readings, readingsBySystem } from './read-sources.ts';
import { writeSyncRun } from './write-sync-run.ts';

let hub: HubDatabase;
let reader: HubReader;
const context = () => createRequestContext({ requestId: 'test', timeoutMs: 20_000 });

beforeAll(async () => {
  hub = await createHubDatabase();
  const url = new Secret(hub.url);
  reader = new HubReader(openDatabase({ system: 'hub', url, connections: 1, connectTimeoutMs: 5_000 }), 20_000);
});
afterAll(async () => {
  await reader.close();
  await hub.drop();
});
beforeEach(() => hub.rows('truncate sync_run'));

/** Five systems in turns and a sixth that never could be read, a run each minute since 2026; every third failed. */
const many = (runs: number) =>
  hub.rows(
    `insert into sync_run (system, feed, started_at, finished_at, row_count, status)
     select case when i % 100 = 0 then 'never' else 's' || i % 5 end, case when i % 7 = 0 then 'events' else 'customers' end,
       '2026-01-01'::timestamptz + i * interval '1 minute', '2026-01-01'::timestamptz + i * interval '1 minute 1 second', i,
       case when i % 3 = 0 or i % 100 = 0 then 'FAILED' else 'OK' end
     from generate_series(1, ?::int) i`,
    [runs],
  );

interface Run {
  readonly system: string;
  readonly at: string;
  readonly seconds: string;
  readonly n: string;
  readonly status: string;
}

test('what is said of each system is what all of its runs say', async () => {
  await many(997);
  const all = await hub.rows<Run>(
    `select system, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, row_count as n, status,
       extract(epoch from finished_at - started_at) as seconds from sync_run where feed = 'customers' order by started_at`,
  );
  const systems = [...new Set(all.map(({ system }) => system))].sort();
  expect(systems).toEqual(['never', 's0', 's1', 's2', 's3', 's4']);
  const lastOf = (system: string) => all.findLast((run) => run.system === system);
  const okOf = (system: string) => all.findLast((run) => run.system === system && run.status === 'OK');
  const read = await readingsBySystem(reader, { counts: true }, context());
  expect(await readingsBySystem(reader, { counts: false }, context())).toEqual(read);
  const syncs = new Map((await lastSyncs(reader, context())).map((sync) => [sync.system, sync]));
  expect([[...read.keys()].sort(), [...syncs.keys()].sort()]).toEqual([systems, systems]);
  for (const system of systems) {
    const ok = okOf(system);
    expect(read.get(system)).toEqual({ accountCount: 0, asOf: ok?.at ?? null });
    expect(syncs.get(system)).toEqual({
      system,
      startedAt: ok ? Date.parse(ok.at) / 1000 : null,
      seconds: ok ? Number(ok.seconds) : null,
      accounts: ok ? Number(ok.n) : null,
      hasFailed: lastOf(system)?.status === 'FAILED',
    });
  }
  expect(syncs.get('s0')?.hasFailed).not.toBe(syncs.get('s1')?.hasFailed);
});

test('a hub that never synced has nothing to say', async () => {
  expect([await readingsBySystem(reader, { counts: true }, context()), await lastSyncs(reader, context())]).toEqual([
    new Map(),
    [],
  ]);
});

test.each([
  ['Query.sources with counts', readings.counted],
  ['Query.sources', readings.uncounted],
  ['the metrics', runs],
])('a hundred times as many runs cost %s as few pages', async (_, sql) => {
  const pages = async (): Promise<number> => {
    await hub.rows('vacuum analyze sync_run');
    const [row] = await hub.rows<{ 'QUERY PLAN': readonly { Plan: Record<string, number> }[] }>(
      `explain (analyze, buffers, format json) ${sql.replaceAll('?', '\\?')}`,
    );
    const plan = row?.['QUERY PLAN'][0]?.Plan ?? {};
    return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  };
  await many(1_000);
  const few = await pages();
  await hub.rows('truncate sync_run');
  await many(100_000);
  expect(few).toBeGreaterThan(0);
  expect(await pages()).toBeLessThan(few + 60);
});

const run = { system: 's1', feed: 'customers', rows: 1, watermark: null, errorCode: null } as const;
const at = (day: string, status: 'OK' | 'FAILED', system = 's1') =>
  writeSyncRun(hub.store, { ...run, system, startedAt: `${day}T10:00:00Z`, finishedAt: `${day}T10:01:00Z`, status });
const kept = async () =>
  (
    await hub.rows<{ told: string }>(
      `select system || ' ' || (started_at at time zone 'UTC')::date || ' ' || status as told from sync_run order by sync_run_id`,
    )
  ).map(({ told }) => told);

test('runs of more than 90 days ago go, of this system alone, and never the last complete one', async () => {
  await at('2026-01-01', 'OK', 's2');
  await at('2026-01-01', 'OK');
  await at('2026-01-02', 'OK');
  await at('2026-01-03', 'FAILED');
  await at('2026-04-01', 'FAILED');
  expect(await kept()).toHaveLength(5);
  await at('2026-04-02', 'FAILED');
  const s2 = 's2 2026-01-01 OK';
  expect(await kept()).toEqual([
    s2,
    's1 2026-01-02 OK',
    's1 2026-01-03 FAILED',
    's1 2026-04-01 FAILED',
    's1 2026-04-02 FAILED',
  ]);
  await at('2026-05-01', 'OK');
  expect(await kept()).toEqual([s2, 's1 2026-04-01 FAILED', 's1 2026-04-02 FAILED', 's1 2026-05-01 OK']);
});
