import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../kit/context.ts';
import { openDatabase } from '../../../kit/database/open-database.ts';
import { Secret } from '../../../kit/env/secret.ts';
import { recorded } from '../../../kit/telemetry/testing/recorded.ts';
import { HubReader } from '../store/reader.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { observeSyncs } from './sync-metrics.ts';

let hub: HubDatabase;
beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(() => hub.drop());
beforeEach(() => hub.rebuild());

const anna: Account = { account_id: '1', kind: 'PERSON', name: 'Anna Schmidt', email: ['anna@example.com'] };
const otto: Account = { account_id: '2', kind: 'PERSON', name: 'Otto Lang', email: ['otto@example.com'] };
/** Two accounts of one number can't be right. */
const broken = (): MemorySource => new MemorySource('broken', [anna, anna]);

test('a sync is a trace: each reading, then each step', async () => {
  const telemetry = recorded('sync');
  const trace = telemetry.tracing?.began('sync') ?? null;
  await hub.sync([new MemorySource('a', [anna, otto]), broken()], { trace });
  trace?.end();
  const [root, ...lines] = telemetry.tree().split('\n');
  expect(root).toBe('sync (internal)');
  const steps = [
    'finding changes',
    'features',
    'candidate pairs',
    'learning weights',
    'keeping blocks',
    'writing customers',
  ];
  for (const step of ['read a', 'read broken', ...steps, 'renewing statistics'])
    expect(lines).toContain(`  ${step} (internal)`);
  const attributesOf = (name: string) => telemetry.spans().find((span) => span.name === name)?.attributes;
  expect(attributesOf('read a')).toEqual({ 'hub.system': 'a', 'hub.rows': 2 });
  expect(attributesOf('read broken')).toMatchObject({ 'hub.system': 'broken', 'error.type': 'LEGACY_DATA_INVALID' });
});

test('/metrics tells of the last reading of each system, and of one that failed', async () => {
  const before = Math.floor(Date.now() / 1000);
  await hub.sync([new MemorySource('a', [anna, otto]), new MemorySource('b', [anna])]);
  await hub.sync([new MemorySource('a', [anna, otto])]);
  await hub.sync([new MemorySource('b', [anna, anna]), broken()]);
  const { metrics } = recorded('hub');
  const database = openDatabase({ system: 'hub', url: new Secret(hub.url), connections: 2, connectTimeoutMs: 2000 });
  const forget = observeSyncs(new HubReader(database, 5000), metrics, systemClock);
  const valuesOf = async (name: string): Promise<Record<string, number>> => {
    const found = await metrics.registry.getSingleMetric(name)?.get();
    return Object.fromEntries((found?.values ?? []).map(({ labels, value }) => [String(labels['system']), value]));
  };
  expect(await valuesOf('hub_sync_last_accounts')).toEqual({ a: 2, b: 1 });
  expect(await valuesOf('hub_sync_last_failed')).toEqual({ a: 0, b: 1, broken: 1 });
  const [at, took] = [
    await valuesOf('hub_sync_last_timestamp_seconds'),
    await valuesOf('hub_sync_last_duration_seconds'),
  ];
  for (const system of ['a', 'b']) {
    expect(at[system]).toBeGreaterThanOrEqual(before);
    expect(at[system]).toBeLessThan(before + 600);
    expect(took[system]).toBeGreaterThan(0);
  }
  forget();
  expect(await valuesOf('hub_sync_last_accounts')).toEqual({});
  await database.close();
});

test('a hub without its database still has metrics', async () => {
  const { metrics } = recorded('hub');
  const nowhere = new Secret('postgres://nobody@127.0.0.1:1/hub');
  const database = openDatabase({ system: 'hub', url: nowhere, connections: 1, connectTimeoutMs: 500 });
  const forget = observeSyncs(new HubReader(database, 500), metrics, systemClock);
  expect(await metrics.registry.metrics()).toContain('# HELP hub_sync_last_accounts');
  forget();
  await database.close();
});
