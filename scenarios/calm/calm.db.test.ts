import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDemoHub } from '../../bench/gateway/demo-hub.ts';
import { createDemo } from '../../demo/create.ts';
import { temporaryFolder } from '../../kit/test-servers/temporary-folder.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/test-servers/test-database.ts';
import { Random } from '../differential/generate/random.ts';
import { judge } from './judge.ts';
import { Load } from './load.ts';
import { runOutages, warmUp } from './outages.ts';
import { measureOverload } from './overload.ts';
import { whole } from './queries.ts';
import { startWorld } from './world.ts';

// Short and gentle: what must be right is asserted, what must be fast is measured by `npm run calm` on a quiet machine.
let database: TestDatabase;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  database = await createTestDatabase('calm');
  const { connections } = await createDemo({
    adminUrl: inject('postgresUrl'),
    customers: 60,
    seed: 7,
    databasePrefix: 'calm_',
    truthFolder: temporaryFolder(),
  });
  env = { ...connections, HUB_DATABASE_URL: database.url };
  const hub = await openDemoHub(env);
  await hub.sync({ signal: AbortSignal.timeout(100_000) });
  await hub.stop();
}, 200_000);

afterAll(async () => {
  await database.drop();
});

test('an outage costs its own part, never an answer that is wrong, and ends', { timeout: 200_000 }, async () => {
  const random = new Random(11);
  const world = await startWorld({ env, random: () => random.next(), customers: 15 });
  const load = new Load(world.gateway.url, world.expected);
  await warmUp(world, load);
  const outages = await runOutages(world, load, random, {
    quietMs: 500,
    outageMs: 700,
    calmMs: 300,
    totalMs: 10_000,
    perSecond: 8,
  });
  const rows = judge(load.shots, outages);
  expect(rows.length).toBeGreaterThan(4);
  expect(rows.reduce((sum, row) => sum + row.healthy, 0)).toBeGreaterThan(20);
  expect(load.shots.flatMap(({ outcomes }) => outcomes).filter(({ result }) => result === 'wrong')).toEqual([]);
  await expect
    .poll(
      async () => {
        const shots = await Promise.all(world.customers.map((customer) => load.fire({ query: whole, customer })));
        return shots.flatMap(({ outcomes }) => outcomes).filter(({ result }) => result !== 'right').length;
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe(0);
  await load.stop();
  await world.stop();
});

test('too much is turned away, and people are less than reports', { timeout: 120_000 }, async () => {
  const options = { seconds: 2, factor: 5, seed: 5, capacity: 40, say: () => undefined };
  const { interactive, bulk } = await measureOverload(env, options);
  expect([interactive.sent > 20, bulk.sent > 200]).toEqual([true, true]);
  expect(interactive.turnedAway / interactive.sent).toBeLessThanOrEqual(bulk.turnedAway / bulk.sent);
});
