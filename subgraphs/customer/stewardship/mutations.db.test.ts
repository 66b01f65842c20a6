import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource, type Account } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';
import { account, Steward } from '../testing/steward.ts';

let hub: HubDatabase;
let graph: TestSubgraph;
let steward: Steward;
let now = Date.parse('2030-01-01T00:00:00Z');

const person = (account_id: string, name: string): Account => ({ account_id, kind: 'PERSON', name });
const crm = new MemorySource('crm', [
  person('1', 'Anna Schmidt'),
  person('2', 'Anna Weber'),
  person('3', 'Bert Braun'),
]);

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([crm]);
  steward = new Steward(hub);
  // Each decision a minute after the last.
  graph = await runSubgraph(hub.url, [crm], {}, { now: () => (now += 60_000) });
});
afterAll(async () => {
  await graph.running.stop();
  await hub.drop();
});

const idOf = async (name: string): Promise<string> => (await steward.customers())[name] ?? 'none';
const signature = { by: 'Maria', reason: 'She called: married.' };
const errors = 'userErrors { code message path }';
const ask = async (source: string, variables: Record<string, unknown>) => {
  const { data, errors: faults } = await graph.ask(source, variables);
  expect(faults).toEqual([]);
  return data;
};
const merge = `mutation($input: MergeCustomersInput!) { mergeCustomers(input: $input) {
  customer { id mergedFrom accounts { system id customer { id } } }
  decision { id kind decidedAt by reason parts { accounts { system id } } undone { by } } ${errors} } }`;
const undo = `mutation($input: UndoDecisionInput!) { undoDecision(input: $input) {
  customers { id } decision { undone { undoneAt by reason } } ${errors} } }`;

test('merge, history, undo: the story of one mistake', async () => {
  const [kept, gone] = [await idOf('crm:1'), await idOf('crm:2')].sort();
  const data = await ask(merge, { input: { ids: [kept, gone], ...signature } });
  const { decision, ...payload } = data?.['mergeCustomers'] as { decision: { id: string; decidedAt: string } };
  const accounts = ['1', '2'].map((id) => ({ system: 'crm', id, customer: { id: kept } }));
  expect(payload).toEqual({ customer: { id: kept, mergedFrom: [gone], accounts }, userErrors: [] });
  expect(decision).toMatchObject({
    kind: 'MERGE',
    ...signature,
    parts: [{ accounts: [{ system: 'crm' }] }, { accounts: [{ system: 'crm' }] }],
    undone: null,
  });

  const undone = await ask(undo, { input: { id: decision.id, by: 'Otto', reason: 'Another Anna.' } });
  const { customers, decision: taken } = undone?.['undoDecision'] as {
    customers: { id: string }[];
    decision: { undone: { undoneAt: string } };
  };
  expect(customers.map(({ id }) => id).sort()).toEqual([kept, gone]);
  expect(taken.undone).toMatchObject({ by: 'Otto', reason: 'Another Anna.' });

  const asOf = `query($id: ID!, $at: DateTime!) { customerAsOf(id: $id, at: $at) {
    id asOf accounts { id } customer { id displayName } } }`;
  const then = async (id: string | undefined, at: string) =>
    (await ask(asOf, { id, at }))?.['customerAsOf'] as { id: string; accounts: unknown[]; customer: unknown } | null;
  const merged = await then(gone, decision.decidedAt);
  expect(merged).toMatchObject({ id: kept, asOf: decision.decidedAt, accounts: [{ id: '1' }, { id: '2' }] });
  expect(merged?.customer).toMatchObject({ id: kept });
  for (const at of ['2029-12-31T23:59:59Z', taken.undone.undoneAt, '2040-01-01T00:00:00Z']) {
    expect(await then(gone, at)).toMatchObject({ id: gone, accounts: [{}] });
    expect((await then(kept, at))?.accounts).toHaveLength(1);
  }
  expect(await then(kept, '2001-01-01T00:00:00Z')).toBeNull();
  expect(await then('nobody', '2040-01-01T00:00:00Z')).toBeNull();
});

test('a split shows in history: the part had the old id before', async () => {
  const a = account('crm:1');
  const b = account('crm:3');
  const same = `mutation($input: DecideMatchInput!) { decideMatch(input: $input) {
    customers { id displayName accounts { id } } ${errors} } }`;
  const ref = ({ system, accountId }: typeof a) => ({ system, id: accountId });
  const joined = await ask(same, { input: { a: ref(a), b: ref(b), decision: 'SAME', ...signature } });
  expect(joined?.['decideMatch']).toMatchObject({
    customers: [{ accounts: [{ id: '1' }, { id: '3' }] }],
    userErrors: [],
  });
  const id = await idOf('crm:1');
  const split = `mutation($input: SplitCustomerInput!) { splitCustomer(input: $input) {
    customers { id } decision { decidedAt kind } ${errors} } }`;
  const data = await ask(split, { input: { id, accounts: [ref(b)], ...signature } });
  expect(data?.['splitCustomer']).toMatchObject({ customers: [{}, {}], decision: { kind: 'SPLIT' }, userErrors: [] });
  const rows = await hub.rows<{ n: string }>(
    `select count(*) as n from customer_history where system = 'crm' and account_id in ('1', '3') and valid_to is not null`,
  );
  expect(Number(rows[0]?.n)).toBeGreaterThan(1);
});

test('refusals are user errors with a path, and nothing is written', async () => {
  const before = await hub.rows('select * from decision');
  const data = await ask(merge, { input: { ids: ['nobody', 'noone'], by: ' ', reason: '' } });
  expect(data?.['mergeCustomers']).toEqual({
    customer: null,
    decision: null,
    userErrors: [
      { code: 'BAD_INPUT', message: 'by: expected 1 to 200 characters, found 0.', path: ['input', 'by'] },
      { code: 'BAD_INPUT', message: 'reason: expected 1 to 2000 characters, found 0.', path: ['input', 'reason'] },
    ],
  });
  const unknown = await ask(undo, { input: { id: '7', ...signature } });
  expect(unknown?.['undoDecision']).toEqual({
    customers: null,
    decision: null,
    userErrors: [{ code: 'NOT_FOUND', message: 'There is no decision 7.', path: ['input', 'id'] }],
  });
  const odd = [
    await ask(undo, { input: { id: '7\0', ...signature } }),
    await ask(merge, { input: { ids: [await idOf('crm:1'), await idOf('crm:3')], by: 'Maria', reason: 'a\0b' } }),
  ];
  for (const [at, field] of ['undoDecision', 'mergeCustomers'].entries())
    expect(odd[at]?.[field]).toMatchObject({
      userErrors: [
        { code: 'BAD_INPUT', message: 'Expected text without NUL characters; nothing was changed.', path: ['input'] },
      ],
    });
  expect(await hub.rows('select * from decision')).toEqual(before);
});

test('decisions are listed newest first, page by page, and by customer', async () => {
  const list = `query($after: String, $where: DecisionFilter) { decisions(first: 2, after: $after, where: $where) {
    nodes { kind } totalCount pageInfo { hasNextPage endCursor } } }`;
  interface Page {
    nodes: { kind: string }[];
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
  }
  const page = async (variables: Record<string, unknown>) => (await ask(list, variables))?.['decisions'] as Page;
  const first = await page({});
  expect(first).toMatchObject({ nodes: [{ kind: 'SPLIT' }, { kind: 'SAME' }], totalCount: 3 });
  const second = await page({ after: first.pageInfo.endCursor });
  expect(second).toMatchObject({ nodes: [{ kind: 'MERGE' }], pageInfo: { hasNextPage: false } });
  expect(await page({ where: { isUndone: true } })).toMatchObject({ nodes: [{ kind: 'MERGE' }], totalCount: 1 });
  expect((await page({ where: { customer: await idOf('crm:3') } })).totalCount).toBe(2);
  const foreign = await graph.ask('{ decisions(after: "x") { nodes { id } } }');
  expect(foreign.errors[0]?.message).toMatch(/^after: expected a cursor that this list/);
});

test('several mutations of one document run one after the other', async () => {
  const [a, b] = [await idOf('crm:1'), await idOf('crm:2')];
  const document = `mutation($one: MergeCustomersInput!, $two: SplitCustomerInput!) {
    one: mergeCustomers(input: $one) { ${errors} } two: splitCustomer(input: $two) { customers { id } ${errors} } }`;
  const data = await ask(document, {
    one: { ids: [a, b], ...signature },
    two: { id: a, accounts: [{ system: 'crm', id: '2' }], ...signature },
  });
  expect(data).toMatchObject({ one: { userErrors: [] }, two: { customers: [{}, {}], userErrors: [] } });
  expect([await idOf('crm:1'), await idOf('crm:2')]).toEqual([a, b]);
});
