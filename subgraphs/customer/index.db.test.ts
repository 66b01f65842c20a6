import { graphql, type ExecutionResult } from 'graphql';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRequestContext, type RequestContext } from '../../kit/context.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import type { Selection } from '../../kit/resolvers/set-entry.ts';
import { encodeCursor } from '../../kit/resolvers/cursor.ts';
import customer from './index.ts';
import { createHubDatabase, type HubDatabase } from './testing/hub-database.ts';
import { MemorySource } from './testing/memory-source.ts';

let hub: HubDatabase;
let running: RunningSubgraph;
let idOf: (account: string) => string;

const crm = new MemorySource('crm', [
  {
    account_id: 'C-1',
    kind: 'PERSON',
    given_name: 'Anna',
    family_name: 'Schmidt',
    email: ['Anna@Example.com'],
    phone: ['030 1234567'],
    street: 'Hauptstr. 1',
    city: 'Berlin',
    country: 'DE',
    updated_at: '2024-05-01T00:00:00Z',
  },
  {
    account_id: 'C-2',
    kind: 'ORGANIZATION',
    organization_name: 'Müller & Co. KG',
    tax_number: 'DE 123 456 789',
    city: 'Köln',
    country: 'DE',
  },
  { account_id: 'C-3', kind: 'PERSON', name: '王小明', city: '北京', country: 'CN', phone: ['138 0013 8000'] },
]);
const shop = new MemorySource('shop', [
  {
    account_id: '7',
    kind: 'PERSON',
    name: 'Schmidt, Anna',
    email: ['anna@example.com', 'a.s@example.org'],
    street: 'HAUPTSTR. 1',
    city: 'Berlin',
    country: 'DE',
  },
]);
const unread = new MemorySource('unread', []);

const newContext = (): RequestContext => createRequestContext({ requestId: 'test', timeoutMs: 10_000 });
async function ask(source: string, variableValues: Record<string, unknown> = {}, contextValue = newContext()) {
  const result: ExecutionResult = await graphql({ schema: running.schema, source, variableValues, contextValue });
  return {
    ...result,
    statements: contextValue.ledger.report()[0]?.statements ?? 0,
    ledger: contextValue.ledger.report(),
  };
}

beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([crm, shop]);
  const rows = await hub.rows<{ key: string; id: string }>(
    `select system || '/' || account_id as key, customer_id as id from customer_account`,
  );
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  idOf = (account) => ids.get(account) ?? 'missing';
  running = await customer.start({
    sources: [crm, shop, unread],
    env: { HUB_DATABASE_URL: hub.url },
    log: pino({ level: 'silent' }),
    clock: { now: () => Date.now() },
  });
});
afterAll(async () => {
  await running.stop();
  await hub.drop();
});

const whole = `id displayName kind asOf accounts { system id } emails { address systems } phones { number systems }
  addresses { street city country systems }`;

describe('customer', () => {
  test('a whole customer over all systems is one statement', async () => {
    const { data, errors, statements } = await ask(`query($id: ID!) { customer(id: $id) { ${whole} } }`, {
      id: idOf('crm/C-1'),
    });
    expect(errors).toBeUndefined();
    expect(data?.['customer']).toMatchObject({
      id: idOf('shop/7'),
      displayName: 'Anna Schmidt',
      kind: 'PERSON',
      accounts: [
        { system: 'crm', id: 'C-1' },
        { system: 'shop', id: '7' },
      ],
      emails: [
        { address: 'a.s@example.org', systems: ['shop'] },
        { address: 'anna@example.com', systems: ['crm', 'shop'] },
      ],
      phones: [{ number: '+49301234567', systems: ['crm'] }],
      addresses: [{ street: 'HAUPTSTR. 1', city: 'Berlin', country: 'DE', systems: ['crm', 'shop'] }],
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*[1-9])?Z$/) as string,
    });
    expect(statements).toBe(1);
  });

  test('an unknown id is null, and asking nothing but the id works', async () => {
    const { data, errors } = await ask(
      `query($id: ID!) { none: customer(id: "nobody") { id } some: customer(id: $id) { id } }`,
      {
        id: idOf('crm/C-3'),
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ none: null, some: { id: idOf('crm/C-3') } });
  });

  test('an account leads to its customer', async () => {
    const { data } = await ask(`{ known: customerByAccount(system: "shop", id: "7") { id }
      unknown: customerByAccount(system: "shop", id: "8") { id } }`);
    expect(data).toEqual({ known: { id: idOf('crm/C-1') }, unknown: null });
  });

  test('entities of both types answer in order, null for unknown: a statement per type, and one for ids of nobody', async () => {
    const representations = [
      { __typename: 'SourceAccount', system: 'shop', id: '7' },
      { __typename: 'Customer', id: idOf('crm/C-3') },
      { __typename: 'Customer', id: 'nobody' },
      { __typename: 'SourceAccount', system: 'crm', id: 'nobody' },
      { __typename: 'SourceAccount', system: 'crm', id: 'C-3' },
      { __typename: 'Customer', id: idOf('crm/C-1') },
    ];
    const { data, errors, statements } = await ask(
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Customer { displayName } ... on SourceAccount { id customer { displayName accounts { id } } } } }`,
      { representations },
    );
    expect(errors).toBeUndefined();
    expect(data?.['_entities']).toEqual([
      { id: '7', customer: { displayName: 'Anna Schmidt', accounts: [{ id: 'C-1' }, { id: '7' }] } },
      { displayName: '王小明' },
      null,
      null,
      { id: 'C-3', customer: { displayName: '王小明', accounts: [{ id: 'C-3' }] } },
      { displayName: 'Anna Schmidt' },
    ]);
    expect(statements).toBe(3);
  });

  test('the in-process entry answers as the schema does', async () => {
    const context = newContext();
    const none: Selection = { fields: [], has: () => false, child: () => none };
    const selection: Selection = { ...none, fields: ['displayName'], has: (field) => field === 'displayName' };
    if (!running.sets) throw new Error('the subgraph has no sets');
    const parents = await running.sets.references(
      'Customer',
      [{ id: 'nobody' }, { id: idOf('crm/C-3') }, { id: idOf('crm/C-1') }],
      context,
      selection,
    );
    expect(parents[0]).toBeNull();
    const names = parents.map((parent) => (parent instanceof Error ? parent : (parent?.['displayName'] ?? null)));
    expect(names).toEqual([null, '王小明', 'Anna Schmidt']);
    expect(context.ledger.report()).toMatchObject([{ system: 'hub', statements: 2 }]);
  });

  test('the accounts of many customers lead back to them in one statement more', async () => {
    const { data, statements } = await ask(`{ customers(first: 50) { nodes { id accounts { customer { id } } } } }`);
    const nodes = (data?.['customers'] as { nodes: { id: string; accounts: { customer: { id: string } }[] }[] }).nodes;
    expect(nodes).toHaveLength(3);
    for (const node of nodes) for (const account of node.accounts) expect(account.customer.id).toBe(node.id);
    expect(statements).toBe(2);
  });

  test('sources say what was read, and when', async () => {
    const { data } = await ask('{ sources { system title serves accountCount freshness asOf } }');
    expect(data?.['sources']).toMatchObject([
      { system: 'crm', title: 'Made system crm', serves: ['customer'], accountCount: 3, freshness: 'FRESH' },
      { system: 'shop', accountCount: 1, freshness: 'FRESH' },
      { system: 'unread', accountCount: 0, freshness: 'NEVER', asOf: null },
    ]);
    const uncounted = await ask('{ sources { system freshness asOf } }');
    expect(uncounted.data?.['sources']).toEqual(
      (data?.['sources'] as Record<string, unknown>[]).map(({ system, freshness, asOf }) => ({
        system,
        freshness,
        asOf,
      })),
    );
  });

  test('misuse is told what to do', async () => {
    const first = await ask('{ customers(first: 0) { nodes { id } } }');
    expect(first.errors?.[0]?.message).toBe(
      'first: expected 1 to 1000, found 0. Ask for less and follow pageInfo.endCursor.',
    );
    const cursor = await ask('{ customers(after: "x") { nodes { id } } }');
    expect(cursor.errors?.[0]?.message).toMatch(/^after: expected a cursor that this list/);
    const blank = await ask('{ searchCustomers(text: "  ") { id } }');
    expect(blank.errors?.[0]?.message).toBe('text: expected 1 to 200 characters to search for, found 0.');
    const place = ['1.2.3', 'a', '1', 'a', '2'];
    const forged = encodeCursor('matchReviews', { system: 'hub', raw: place, decoded: place });
    for (const odd of [
      '{ searchCustomers(text: "Anna\\u0000") { id } }',
      '{ decisions(where: { customer: "\\u0000" }) { nodes { id } } }',
      '{ customerAsOf(id: "x", at: "0000-01-01T00:00:00Z") { id } }',
      `{ matchReviews(after: "${forged}") { nodes { value } } }`,
    ])
      expect((await ask(odd)).errors?.[0]).toMatchObject({
        message: expect.stringMatching(/^Expected text without NUL characters, instants of the years 1/) as unknown,
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });

  test('a dead hub database is a coded error that names no host', async () => {
    const url = new URL(hub.url);
    url.port = '1';
    const dead = customer.start({
      sources: [],
      env: { HUB_DATABASE_URL: url.href },
      log: pino({ level: 'silent' }),
      clock: { now: () => Date.now() },
    });
    await expect(dead).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    await expect(dead).rejects.toThrow(/^The hub's own database can't be reached/);
  });

  test('settings: every problem at once, no value shown', async () => {
    const start = (env: Record<string, string>) =>
      customer.start({ sources: [], env, log: pino({ level: 'silent' }), clock: { now: () => Date.now() } });
    await expect(start({})).rejects.toThrow(/HUB_DATABASE_URL\n {2}expected the URL of a PostgreSQL/);
    await expect(start({ HUB_DATABASE_URL: 'mysql://u:secret@h/d', HUB_DATABASE_CONNECTIONS: '0' })).rejects.toThrow(
      /HUB_DATABASE_URL\n {2}expected the URL of a PostgreSQL.*HUB_DATABASE_CONNECTIONS/s,
    );
  });
});
