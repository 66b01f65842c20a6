import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';

let hub: HubDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([
    new MemorySource('crm', [
      {
        account_id: 'C-1',
        kind: 'PERSON',
        given_name: 'Anna',
        family_name: 'Schmidt',
        email: ['anna@example.com'],
        phone: ['030 1234567'],
        city: 'Berlin',
        country: 'DE',
      },
      {
        account_id: 'C-2',
        kind: 'PERSON',
        given_name: 'Anna',
        family_name: 'Schmidtmann',
        city: 'Hamburg',
        country: 'DE',
      },
      {
        account_id: 'C-3',
        kind: 'ORGANIZATION',
        organization_name: 'Müller & Söhne GmbH',
        city: 'Köln',
        country: 'DE',
      },
      {
        account_id: 'C-4',
        kind: 'PERSON',
        name: '王小明',
        other_name: 'Wang Xiaoming',
        city: '北京',
        country: 'CN',
        phone: ['138 0013 8000'],
      },
      { account_id: 'C-5', kind: 'ORGANIZATION', name: '北京华信科技有限公司', city: '上海', country: 'CN' },
      { account_id: 'C-6', kind: 'PERSON', name: 'Пётр Иванов', city: 'Berlin', country: 'DE' },
      { account_id: 'C-7', kind: 'PERSON', name: 'Paul Berlin', organization_name: 'Acme', phone: ['ext. 4711-99'] },
      { account_id: 'anna', kind: 'PERSON', name: 'Zed Zuse' },
      { account_id: 'C-8', kind: 'PERSON', name: '100% _Real_' },
      { account_id: 'C-9', kind: 'PERSON', name: 'Gone Girl', is_deleted: true },
    ]),
  ]);
  subgraph = await runSubgraph(hub.url);
});
afterAll(async () => {
  await subgraph.running.stop();
  await hub.drop();
});

const find = async (text: string, first = 10): Promise<string[]> => {
  const { data, errors, statements } = await subgraph.ask(
    'query($text: String!, $first: Int) { searchCustomers(text: $text, first: $first) { accounts { id } } }',
    { text, first },
  );
  expect(errors).toEqual([]);
  expect(statements).toBe(1);
  return (data?.['searchCustomers'] as { accounts: { id: string }[] }[]).map((one) => one.accounts[0]?.id ?? '?');
};

describe('searchCustomers finds', () => {
  test.each([
    ['an account number first, in any case', 'ANNA', ['anna', 'C-1', 'C-2']],
    ['a name, the exact one first', 'anna schmidt', ['C-1', 'C-2']],
    ['words in any order', 'schmidt anna', ['C-1', 'C-2']],
    ['the beginning of a word', 'schmidtm', ['C-2']],
    ['a name without its accents', 'muller sohne', ['C-3']],
    ['a name with umlauts written out', 'Mueller Soehne', ['C-3']],
    ['an e-mail', 'Anna@Example.COM', ['C-1']],
    ['a phone as it was written', '030 1234567', ['C-1']],
    ['a phone with its country', '+49 (0)30 / 123 45 67', ['C-1']],
    ['a phone from abroad', '0049301234567', ['C-1']],
    ['a phone without its area', '1234567', ['C-1']],
    ['a phone in another country', '13800138000', ['C-4']],
    ['a Chinese name', '王小明', ['C-4']],
    ['a Chinese given name alone', '小明', ['C-4']],
    ['a Chinese family name alone', '王', ['C-4']],
    ['a Chinese firm by a part of its name, longer than the index window', '华信科技有限', ['C-5']],
    ['a name in another script', 'wang xiaoming', ['C-4']],
    ['a Cyrillic name in any case', 'иванов', ['C-6']],
    ['names before towns', 'berlin', ['C-7', 'C-1', 'C-6']],
    ['names before towns in Chinese', '北京', ['C-5', 'C-4']],
    ['a name together with a town', 'anna hamburg', ['C-2']],
    ['the organisation of a person', 'acme', ['C-7']],
    ['a name with a slip', 'Anna Schmitdmann', ['C-2', 'C-1']],
    ['nothing for nobody', 'Xaverius Quetzal', []],
    ['no pattern in a per cent sign', '100%', ['C-8']],
    ['nobody by signs alone', '%_%', []],
    ['nobody who is gone', 'gone girl', []],
  ])('%s: %s', async (_, text, expected) => {
    expect(await find(text)).toEqual(expected);
  });

  test('at most as many as asked for, the best', async () => {
    expect(await find('anna', 2)).toEqual(['anna', 'C-1']);
  });

  test('a customer by its id', async () => {
    const [row] = await hub.rows<{ id: string }>(
      `select customer_id as id from customer_account where account_id = 'C-6'`,
    );
    expect(await find(row?.id ?? '')).toEqual(['C-6']);
  });

  test('quotes and backslashes do no harm', async () => {
    expect(await find(`o'brien \\ "x" ;--`)).toEqual([]);
  });
});
