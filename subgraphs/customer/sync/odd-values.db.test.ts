import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { wrongLists } from '../testing/kept-lists.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';

let hub: HubDatabase;
beforeAll(async () => {
  hub = await createHubDatabase();
});
afterAll(() => hub.drop());
beforeEach(() => hub.rebuild());

const anna: Account = { account_id: '1', kind: 'PERSON', name: 'Anna Schmidt', email: ['anna@example.com'] };
/** Text that can't be made shorter. */
const long = (length: number): string => randomBytes(length).toString('hex').slice(0, length);
const chinese = Array.from({ length: 9_000 }, () =>
  String.fromCharCode(0x4e00 + (randomBytes(2).readUInt16BE() % 20_000)),
).join('');
const digits = Array.from({ length: 9_000 }, () => String(randomBytes(1)[0])).join('');

test.each<[string, Partial<Account>]>([
  ['a name', { name: long(20_000) }],
  ['a name in Chinese', { name: chinese }],
  ['a name of an organisation', { kind: 'ORGANIZATION', organization_name: long(20_000) }],
  ['an e-mail address', { email: [`${long(9_000)}@example.com`] }],
  ['a phone number', { phone: [digits] }],
  ['a tax number', { tax_number: long(9_000) }],
  ['a number of identity', { national_id: digits }],
])('%s of any length keeps nobody from being synced', async (_, odd) => {
  const [a, b] = [new MemorySource('a', [anna]), new MemorySource('b', [{ account_id: '2', ...odd }])];
  const report = await hub.sync([a, b]);
  expect(report.sources.map(({ status }) => status)).toEqual(['OK', 'OK']);
  expect(report.linked).toMatchObject({ accounts: 2, customers: 2 });
  expect(await wrongLists(hub)).toEqual([]);
});

test('fields that are filled up with NUL characters are read without them', async () => {
  const filled = {
    account_id: '2',
    name: 'Bert Braun\0\0\0',
    given_name: '\0\0',
    email: ['bert@example.com', 'bert@example.com\0\0', '\0'],
    country: 'DE\0',
  };
  expect((await hub.sync([new MemorySource('a', [anna, filled])])).linked).toMatchObject({ customers: 2 });
  expect(await hub.rows(`select kind, name, given_name, emails, country from account where account_id = '2'`)).toEqual([
    { kind: null, name: 'Bert Braun', given_name: null, emails: ['bert@example.com'], country: 'DE' },
  ]);
  expect((await hub.sync([new MemorySource('a', [anna, filled])])).sources).toMatchObject([{ unchanged: 2 }]);
});

test.each([long(1_001), '2\0'])('an account_id that no table can have is a fault that says so', async (id) => {
  const sources = [new MemorySource('a', [anna, { ...anna, account_id: id }]), new MemorySource('b', [anna])];
  const report = await hub.sync(sources);
  expect(report.sources).toMatchObject([
    {
      status: 'FAILED',
      error: {
        code: 'LEGACY_DATA_INVALID',
        message:
          'customers of a: expected an account_id of at most 1000 bytes without a NUL character, found another; nothing of it was taken over',
      },
    },
    { status: 'OK' },
  ]);
  const longest = new MemorySource('a', [{ ...anna, account_id: long(1_000) }]);
  expect((await hub.sync([longest])).linked?.accounts).toBe(2);
});
