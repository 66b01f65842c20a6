import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultRules } from '../identity/rules/default-rules.ts';
import type { KindRules } from '../identity/rules/rules.ts';
import { houseRules, type HubRules } from '../rules.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { madeRecords } from '../testing/made-records.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let steward: Steward;
let sources: MemorySource[];
beforeAll(async () => {
  hub = await createHubDatabase();
  steward = new Steward(hub);
  const { records } = madeRecords(90, 4);
  const of = (system: string) =>
    records
      .filter((record) => record.system === system)
      .map(({ id, values }) => ({
        account_id: id,
        kind: 'PERSON' as const,
        given_name: values.given_name?.[0] ?? null,
        family_name: values.family_name?.[0] ?? null,
        birth_on: values.birth_on?.[0] ?? null,
        city: values.city?.[0] ?? null,
        email: values.email ?? [],
      }));
  sources = ['system-0', 'system-1', 'system-2'].map((system) => new MemorySource(system, of(system)));
  await hub.sync(sources);
});
afterAll(() => hub.drop());

/** Everything that the hub says of who is whom, to the byte, with what it learned. */
const everything = async (): Promise<string> =>
  JSON.stringify([
    await steward.state(),
    await hub.rows('select * from customer order by customer_id'),
    await hub.rows('select * from customer_history order by 1'),
    await hub.rows('select fingerprint, learned, account_count from match_model'),
    await hub.rows('select * from match_account order by account_no'),
    await hub.rows('select * from match_edge order by low_no, high_no'),
    await hub.rows('select * from match_frequency order by 1'),
  ]);

test('matched anew five times, not a byte changes', async () => {
  const before = await everything();
  const customers = Object.values(await steward.customers());
  expect(new Set(customers).size).toBeLessThan(customers.length);
  for (let round = 0; round < 5; round += 1) {
    const { linked } = await hub.sync(sources, { anew: true });
    expect(linked).toMatchObject({ matched: customers.length, created: 0, merged: 0, ended: 0 });
    expect(await everything()).toBe(before);
  }
});

const stricter = (kind: KindRules): KindRules => ({ ...kind, cluster: { ...kind.cluster, pair: 9, mean: 7 } });
const strict: HubRules = {
  ...houseRules(),
  identity: { persons: stricter(defaultRules.persons), organizations: stricter(defaultRules.organizations) },
};

test('decisions stand through other rules and back, and ids come back with the rules', async () => {
  const before = await steward.customers();
  const names = Object.keys(before).sort();
  const joined = names.find((name) => names.some((other) => other !== name && before[other] === before[name])) ?? '';
  const partner = names.find((name) => name !== joined && before[name] === before[joined]) ?? '';
  const strangers = names.filter((name) => before[name] !== before[joined]);
  const [one = '', other = ''] = [strangers[0], strangers.find((name) => before[name] !== before[strangers[0] ?? ''])];
  await steward.decide({ kind: 'DIFFERENT', a: account(joined), b: account(partner) });
  await steward.decide({ kind: 'SAME', a: account(one), b: account(other) });
  const decided = await steward.customers();
  const holds = (now: Record<string, string>): void => {
    expect(now[joined]).not.toBe(now[partner]);
    expect(now[one]).toBe(now[other]);
  };
  holds(decided);
  const { linked } = await hub.sync(sources, { rules: strict });
  expect(linked?.matched).toBe(names.length);
  const parted = await steward.customers();
  holds(parted);
  expect(new Set(Object.values(parted)).size).toBeGreaterThan(new Set(Object.values(decided)).size);
  await hub.sync(sources);
  expect(await steward.customers()).toEqual(decided);
});
