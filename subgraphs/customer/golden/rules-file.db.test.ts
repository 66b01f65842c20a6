import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../kit/test-servers/temporary-folder.ts';
import customer from '../index.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { runSubgraph } from '../testing/run-subgraph.ts';

const person = { kind: 'PERSON', email: ['anna@example.com'], given_name: 'Anna', birth_on: '1980-05-06' } as const;
const crm = new MemorySource('crm', [
  { ...person, account_id: 'C-1', family_name: 'Schmidt', city: 'Berlin', updated_at: '2024-05-02T00:00:00Z' },
]);
const shop = new MemorySource('shop', [
  { ...person, account_id: '7', family_name: 'SCHMIDT', city: 'Köln', updated_at: '2024-05-01T00:00:00Z' },
]);

const folder = temporaryFolder();
const file = join(folder, 'rules.yaml');
let hub: HubDatabase;

const sync = (env: Record<string, string>) =>
  customer.sync?.(
    {
      sources: [crm, shop],
      env: { HUB_DATABASE_URL: hub.url, ...env },
      log: pino({ level: 'silent' }),
      clock: { now: () => Date.now() },
    },
    { signal: new AbortController().signal },
  );

async function ask(env: Record<string, string>): Promise<unknown> {
  const subgraph = await runSubgraph(hub.url, [crm, shop], env);
  try {
    const { data, errors } = await subgraph.ask(
      '{ customers { nodes { displayName primaryAddress { city } lineage { field rule winner { system value } } } } }',
    );
    expect(errors).toEqual([]);
    return data?.['customers'];
  } finally {
    await subgraph.running.stop();
  }
}

beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(async () => {
  await hub.drop();
});

test('a rules file changes names at the next sync, though no account changed, and the rest at once', async () => {
  await sync({});
  const address = (rule: string, system: string, value: string) => ({
    field: 'primaryAddress',
    rule,
    winner: { system, value },
  });
  expect(await ask({})).toMatchObject({
    nodes: [
      {
        displayName: 'Anna Schmidt',
        primaryAddress: { city: 'Berlin' },
        lineage: expect.arrayContaining([address('MOST_RECENT', 'crm', 'Berlin')]) as unknown,
      },
    ],
  });
  writeFileSync(file, 'trust: [shop]\n');
  const env = { HUB_SURVIVORSHIP_FILE: file };
  expect(await ask(env)).toMatchObject({
    nodes: [
      {
        displayName: 'Anna Schmidt',
        primaryAddress: { city: 'Köln' },
        lineage: expect.arrayContaining([address('TRUSTED_SOURCE', 'shop', 'Köln')]) as unknown,
      },
    ],
  });
  await sync(env);
  expect(await ask(env)).toMatchObject({ nodes: [{ displayName: 'Anna SCHMIDT' }] });
});

test('neither start nor sync goes on with a file that is not in order', async () => {
  writeFileSync(file, 'trust: [shopp]\nfield: {}\n');
  const env = { HUB_SURVIVORSHIP_FILE: file };
  const problems = /rules\.yaml:1:9\n.*did you mean shop\?.*rules\.yaml:2:1\n.*did you mean fields\?.*2 problems/s;
  await expect(sync(env)).rejects.toThrow(problems);
  await expect(runSubgraph(hub.url, [crm, shop], env)).rejects.toThrow(problems);
});
