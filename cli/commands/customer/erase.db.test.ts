import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../kit/test-servers/test-database.ts';
import { run } from '../../run.ts';
import { capture } from '../../testing/capture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('erase');
});
afterAll(() => database.drop());

const erase = async (...words: string[]) => {
  const io = capture({ HUB_DATABASE_URL: database.url });
  const code = await run(['customer', 'erase', ...words], io, '1.2.3');
  return { code, out: io.out(), err: io.err() };
};

async function known(id: string): Promise<boolean> {
  return (await database.run(`select 1 as found from customer where customer_id = '${id}'`)).length > 0;
}

test('an unknown customer is a failed check that says so', async () => {
  const { code, out, err } = await erase('nobody', '--reason', 'request 1');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('There is no customer with this id; nothing was erased.');
});

test('a customer is shown, then erased, with the systems that still hold it', async () => {
  await database.run(`
    insert into account (system, account_id, name, emails, phones, content_hash, first_seen_at, changed_at)
      values ('crm', 'C-1', 'Anna', '{}', '{}', 'x', now(), now()), ('shop', '7', 'Anna', '{}', '{}', 'x', now(), now());
    insert into customer (customer_id, kind, display_name, name_key, names, search, systems, countries, content_hash, created_at)
      values ('A', 'PERSON', 'Anna', 'anna', ' anna ', ' anna ', '{crm,shop}', '{}', 'x', now());
    insert into customer_account (system, account_id, customer_id, founding_id)
      values ('crm', 'C-1', 'A', 'A'), ('shop', '7', 'A', 'B')`);
  const dry = await erase('B', '--reason', 'request 1', '--dry-run', '--json');
  expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { dryRun: true, customer: 'A', accounts: 2 }]);
  expect(await known('A')).toBe(true);
  const done = await erase('B', '--reason', 'request 1');
  expect(done).toMatchObject({
    code: 0,
    out:
      'Erased customer A: 2 accounts.\nLegacy systems that still hold it, and that the hub only reads:\n' +
      '  crm: 1 account (C-1)\n  shop: 1 account (7)\n',
  });
  expect(await known('A')).toBe(false);
});
