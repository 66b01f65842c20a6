import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { engineNames } from '../../gateway/engines/engines.ts';
import { duel, renderFinding, type Tally, type World } from './duel.ts';
import { httpDuel, renderHttpFinding } from './http/http-duel.ts';
import { madeWorld } from './made/world.ts';
import { ownWorld } from './own/world.ts';

/** How many operations of each kind; `npm run differential` gives thousands. */
const count = Number(process.env['DIFFERENTIAL_OPERATIONS'] ?? 150);
/** Each is sent several times, to two gateways. */
const httpCount = Math.ceil(count / 3);
const seed = 42;

function expectSame({ findings, operations }: Tally): void {
  expect(findings.map(renderFinding).join('\n')).toBe('');
  expect(operations).toBe(count);
}

describe.each([
  ['the made-up supergraph', () => madeWorld(engineNames)],
  [
    'our own supergraph',
    () => ownWorld(engineNames, { postgresUrl: inject('postgresUrl'), prefix: 'diff_', customers: 100 }),
  ],
])('random operations over %s', (_, open) => {
  let world: World;
  beforeAll(async () => {
    world = await open();
  }, 120_000);
  afterAll(() => world.stop());

  test('are answered by every engine as graphql-js answers them on everything as one schema', async () => {
    const tally = await duel(world, { count, seed });
    expectSame(tally);
    // An oracle that says nothing, or no to everything, would agree with anybody.
    expect(tally.withFaults).toBeGreaterThan(count / 10);
    expect(tally.withErrors).toBeGreaterThan(count / 50);
    expect(tally.withoutData).toBeLessThan(count / 4);
  }, 600_000);
});

test('random mutations are answered by every engine as graphql-js answers them on everything as one schema', async () => {
  const world = await madeWorld(engineNames);
  const tally = await duel(world, { count, seed: 200, kind: 'mutation' });
  await world.stop();
  expectSame(tally);
}, 600_000);

test('random requests are answered directly as Apollo Server answers them, byte for byte', async () => {
  const world = await madeWorld(['hub']);
  const { findings, ...tally } = await httpDuel(world, { count: httpCount, seed });
  await world.stop();
  expect(findings.map(renderHttpFinding).join('\n')).toBe('');
  expect(tally.operations).toBe(httpCount);
  expect(tally.direct).toBeGreaterThan(tally.requests / 4);
  expect(tally.directByGet).toBeGreaterThan(0);
  expect(tally.directWithErrors).toBeGreaterThan(0);
  expect([...tally.statuses.keys()].sort()).toEqual([200, 400, 415]);
}, 600_000);
