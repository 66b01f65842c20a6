import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExplainOptions, ExplainReport } from '../../../kit/subgraph/explain.ts';
import { defaultRules } from '../identity/rules/default-rules.ts';
import customer from '../index.ts';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { madeRecords } from '../testing/made-records.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let steward: Steward;

const person = (account_id: string, more: Partial<Account>): Account => ({ account_id, kind: 'PERSON', ...more });
const birth_on = '1971-02-03';
const quist = { name: 'Wilhelmina Quist' };
const crm = new MemorySource('crm', [
  ...madeRecords(120, 6).records.map(({ id, values }) =>
    person(`m${id}`, {
      given_name: values.given_name?.[0] ?? null,
      family_name: values.family_name?.[0] ?? null,
      birth_on: values.birth_on?.[0] ?? null,
      city: values.city?.[0] ?? null,
      email: values.email ?? [],
    }),
  ),
  person('w1', { ...quist, email: ['mina.quist@example.com'], birth_on }),
  person('w2', { ...quist, email: ['mina.quist@example.com'], phone: ['+49 30 5550101'] }),
  person('w3', { name: 'W. Quist', phone: ['+49 30 5550101'], city: 'Hamar' }),
  person('sr', { name: 'Torvald Ekelund Sr.', birth_on: '1950-01-02', email: ['torvald.ekelund@example.com'] }),
  person('jr', { name: 'Torvald Ekelund Jr.', birth_on: '1950-01-02', email: ['torvald.ekelund@example.com'] }),
  { account_id: 'firm', kind: 'ORGANIZATION', organization_name: 'Quist Trading', email: ['mina.quist@example.com'] },
  person('gone', { name: 'Gustav Gone' }),
]);

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([crm]);
  crm.accounts = crm.accounts.filter(({ account_id }) => account_id !== 'gone');
  await hub.sync([crm]);
  steward = new Steward(hub);
});
afterAll(() => hub.drop());

const explain = (a: string, b: string, options: Partial<ExplainOptions> = {}): Promise<ExplainReport> => {
  if (!customer.explain) throw new Error('the subgraph explains nothing');
  const environment = { env: { HUB_DATABASE_URL: hub.url }, clock: { now: () => Date.now() } };
  return customer.explain(environment, { a, b, ...options });
};
const idOf = async (name: string): Promise<string> => (await steward.customers())[name] ?? 'none';
/** The weight that matching keeps of a pair; null when it keeps none. */
const keptWeight = async (a: string, b: string): Promise<number | null> => {
  const [row] = await hub.rows<{ weight: number }>(
    `select weight from match_edge e join match_account l on l.account_no = e.low_no join match_account h on h.account_no = e.high_no
     where least(l.account_id, h.account_id) = ? and greatest(l.account_id, h.account_id) = ?`,
    [a, b].sort(),
  );
  return row?.weight ?? null;
};
/** The parts of the explanation, added up in their order, are its weight. */
function expectSum({ explanation }: ExplainReport): number {
  if (!explanation) throw new Error('no explanation');
  const { prior, evidence, weight } = explanation;
  expect(evidence.reduce((sum, part) => sum + part.weight, prior)).toBe(weight);
  return weight;
}

describe('why two accounts are one customer', () => {
  test('by their own evidence: it adds up to the weight that matching keeps, and blocks had both', async () => {
    const report = await explain('crm:w1', 'crm:w2');
    expect(report).toMatchObject({ isOneCustomer: true, reason: 'DIRECT', isCandidate: true, customers: null });
    expect(expectSum(report)).toBeCloseTo((await keptWeight('w1', 'w2')) ?? NaN, 9);
    expect(report.chain).toMatchObject([{ a: { id: 'w1' }, b: { id: 'w2' }, decision: null }]);
    expect(report.blocks).toContainEqual({ rule: 'email', accounts: 2, most: 120 });
    expect(report.blocks.map(({ rule }) => rule)).not.toContain('phoneTail');
  });

  test('through a third', async () => {
    const report = await explain('crm:w1', 'crm:w3');
    expect((await keptWeight('w1', 'w3')) ?? -Infinity).toBeLessThan(defaultRules.persons.cluster.pair);
    expect(report).toMatchObject({ isOneCustomer: true, reason: 'CHAIN' });
    expect(report.chain.map(({ a, b }) => [a.id, b.id].sort().join(' '))).toEqual(['w1 w2', 'w2 w3']);
  });

  test('by decision', async () => {
    const { decisionId } = await steward.decide({ kind: 'SAME', a: account('crm:w1'), b: account('crm:firm') });
    const report = await explain('crm:firm', 'crm:w3', { showValues: true });
    expect(report).toMatchObject({ isOneCustomer: true, reason: 'DECISION', explanation: null });
    expect(report.chain[0]).toMatchObject({ weight: null, decision: decisionId });
    expect(report.decisions).toMatchObject([{ id: decisionId, kind: 'SAME', by: 'Test Steward', reason: 'a test' }]);
    await steward.decide({ kind: 'UNDO', id: decisionId });
    expect((await explain('crm:firm', 'crm:w3')).decisions).toEqual([]);
  });
});

describe('why two accounts are not one customer', () => {
  test('a rule speaks against them', async () => {
    const report = await explain('crm:sr', 'crm:jr');
    expect(report).toMatchObject({ isOneCustomer: false, reason: 'VETO', chain: [], isCandidate: true });
    expect(report.explanation?.veto).toEqual({ reason: 'father and son', atMost: null });
    expect(expectSum(report)).toBeGreaterThan(report.needed);
    expect(report.customers).toEqual({ mean: null, needed: defaultRules.persons.cluster.mean, veto: 'father and son' });
  });

  test('the evidence is not enough', async () => {
    const report = await explain('crm:w1', 'crm:sr');
    expect(report).toMatchObject({ isOneCustomer: false, reason: 'WEIGHT', isCandidate: false, blocks: [] });
    expect(expectSum(report)).toBeLessThan(report.needed);
    expect(report.customers?.mean).toBeLessThan(report.customers?.needed ?? NaN);
  });

  test('a person and an organisation', async () => {
    const report = await explain('crm:w1', 'crm:firm');
    expect(report).toMatchObject({ isOneCustomer: false, reason: 'OTHER_KIND', explanation: null, blocks: [] });
  });

  test('a decision keeps them apart, whatever they weigh', async () => {
    const { decisionId } = await steward.decide({ kind: 'DIFFERENT', a: account('crm:w1'), b: account('crm:w2') });
    const report = await explain('crm:w2', 'crm:w1');
    expect(report).toMatchObject({ isOneCustomer: false, reason: 'DECIDED_APART' });
    expect(report.decisions).toMatchObject([{ id: decisionId, kind: 'DIFFERENT' }]);
    expect(report.decisions[0]).not.toHaveProperty('by');
    expect(expectSum(report)).toBeGreaterThan(report.needed);
    await steward.decide({ kind: 'UNDO', id: decisionId });
  });
});

describe('what is asked for', () => {
  test('customers stand for the two accounts that speak most for being one', async () => {
    const [mina, senior] = [await idOf('crm:w1'), await idOf('crm:sr')];
    const weights = await Promise.all(
      ['w1', 'w2', 'w3'].map(async (id) => (await explain(`crm:${id}`, 'crm:sr')).explanation?.weight ?? NaN),
    );
    const { explanation, accounts } = await explain(mina, senior);
    expect(explanation?.weight).toBe(Math.max(...weights));
    expect(accounts).toMatchObject([{ customer: mina }, { customer: senior, id: 'sr' }]);
  });

  test('no value of an account is shown, unless it is asked for', async () => {
    const silent = JSON.stringify(await explain('crm:w1', 'crm:w3'));
    const told = JSON.stringify(await explain('crm:w1', 'crm:w3', { showValues: true }));
    for (const value of ['Quist', 'mina.quist', birth_on, '5550101', 'Hamar']) {
      expect(silent).not.toContain(value);
      expect(told).toContain(value);
    }
  });

  test.each([
    ['crm:nobody', 'crm:w1', 'The hub knows no account nobody of crm. Is the id as the system writes it'],
    ['shop:1', 'crm:w1', 'The hub knows no account of a system shop; it knows crm. Write system:id.'],
    ['crm:w1', 'crm:gone', 'The account gone of crm is gone from its system since 20'],
    ['crm:w1', 'somebody', 'There is no customer somebody. Give an id of a customer, or an account as system:id.'],
    ['crm:w1', 'crm:w1', 'Expected two accounts or two customers, found the same one twice.'],
  ])('%s and %s: %s', async (a, b, message) => {
    await expect(explain(a, b)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(message) as unknown,
    });
  });
});
