import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../kit/test-servers/temporary-folder.ts';
import customer from '../index.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { madeRecords } from '../testing/made-records.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const { records } = madeRecords(60, 4);
const sources = ['system-0', 'system-1', 'system-2'].map(
  (system) =>
    new MemorySource(
      system,
      records
        .filter((record) => record.system === system)
        .map(({ id, values }) => ({
          account_id: id,
          kind: 'PERSON' as const,
          given_name: values.given_name?.[0] ?? null,
          family_name: values.family_name?.[0] ?? null,
          birth_on: values.birth_on?.[0] ?? null,
          email: values.email ?? [],
        })),
    ),
);
let hub: HubDatabase;
beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(() => hub.drop());

beforeEach(() => hub.rebuild());

const rules = (): Record<string, string> => ({
  HUB_IDENTITY_RULES_FILE: file('identity.yaml', 'persons: { cluster: { pair: 9, mean: 7 } }\n'),
  HUB_SURVIVORSHIP_FILE: file('survivorship.yaml', 'trust: [system-2, system-0]\n'),
});

test.each([
  ['by the rules of the house, without sources', rules],
  ['by other rules than those of the last sync', () => ({})],
])('%s, an erasure changes nothing of others', async (_, rulesThen) => {
  const environment = (env: Record<string, string>) => ({
    env: { HUB_DATABASE_URL: hub.url, ...env },
    sources: [],
    log: pino({ level: 'silent' }),
    clock: { now: () => Date.now() },
  });
  await customer.sync?.({ ...environment(rules()), sources }, { signal: new AbortController().signal });
  const customers = await new Steward(hub).customers();
  const [gone = '', ...names] = Object.keys(customers);
  // somebody who is looked at with the erased one
  const other = names.find((name) => customers[name] !== customers[gone]) ?? '';
  await hub.rows(
    `insert into decision (decision_id, kind, decided_at, decided_by) values ('d', 'DIFFERENT', now(), 'x')`,
  );
  for (const [part, name] of [gone, other].entries()) {
    const { system, accountId } = account(name);
    await hub.rows(`insert into decision_account values ('d', ?, ?, ?)`, [part, system, accountId]);
  }
  const id = customers[gone] ?? '';
  const others = () => hub.rows('select * from customer where customer_id <> ? order by customer_id', [id]);
  const before = await others();
  expect(before.length).toBeGreaterThan(30);
  await customer.erase?.(environment(rulesThen()), { customer: id, reason: 'request 1' });
  expect(await others()).toEqual(before);
});
