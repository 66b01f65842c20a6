import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHubDatabase, type HubDatabase } from '../testing/hub-database.ts';
import { MemorySource } from '../testing/memory-source.ts';
import { runSubgraph, type TestSubgraph } from '../testing/run-subgraph.ts';

const crm = new MemorySource('crm', [
  {
    account_id: 'C-1',
    kind: 'PERSON',
    given_name: 'Anna',
    middle_name: 'M.',
    family_name: 'Schmidt',
    email: ['Anna@Example.com', 'office@example.com'],
    phone: ['030 1234567'],
    street: 'Hauptstr. 1',
    postal_code: '10115',
    city: 'Berlin',
    country: 'DE',
    birth_on: '1980-05-06',
    gender: 'w',
    updated_at: '2024-05-01T00:00:00.25Z',
  },
  { account_id: 'C-2', kind: 'ORGANIZATION', organization_name: 'Acme, Inc.', tax_number: 'DE 123 456 789' },
]);
const shop = new MemorySource('shop', [
  {
    account_id: '7',
    kind: 'PERSON',
    name: 'SCHMIDT, ANNA M.',
    organization_name: 'Acme',
    email: ['anna@example.com'],
    street: 'Ring 7',
    city: 'Köln',
    birth_on: '1980-05-06',
    gender: 'Frau',
    updated_at: '2024-05-01T00:00:00.5Z',
  },
]);

let hub: HubDatabase;
let subgraph: TestSubgraph;
beforeAll(async () => {
  hub = await createHubDatabase();
  await hub.sync([crm, shop]);
  subgraph = await runSubgraph(hub.url, [crm, shop]);
});
afterAll(async () => {
  await subgraph.running.stop();
  await hub.drop();
});

interface Value {
  system: string;
  account: { system: string; id: string; customer?: { id: string } };
  value: string;
  updatedAt: string | null;
  lostBy: string | null;
}
interface Lineage {
  field: string;
  value: string;
  winner: Value;
  agreeing: Value[];
  losers: Value[];
  rule: string;
}
const value = `{ system account { system id } value updatedAt lostBy }`;
const lineage = `lineage { field value rule winner ${value} agreeing ${value} losers ${value} }`;
const golden = `displayName kind givenName middleName familyName organizationName birthOn gender taxNumber
  primaryEmail { address systems } primaryPhone { number systems }
  primaryAddress { street postalCode city region country systems }`;

describe('the golden record of a customer', () => {
  test('is whole, with its lineage, in one statement for a page of customers', async () => {
    const { data, errors, statements } = await subgraph.ask(
      `{ customers(first: 10) { nodes { ${golden} ${lineage} } } }`,
    );
    expect(errors).toEqual([]);
    expect(statements).toBe(1);
    const nodes = (data?.['customers'] as { nodes: Record<string, unknown>[] }).nodes;
    expect(nodes).toHaveLength(2);
    const anna = nodes.find((node) => node['kind'] === 'PERSON');
    expect(anna).toMatchObject({
      displayName: 'Anna M. Schmidt',
      givenName: 'Anna',
      middleName: 'M.',
      familyName: 'Schmidt',
      organizationName: 'Acme',
      birthOn: '1980-05-06',
      gender: 'FEMALE',
      taxNumber: null,
      primaryEmail: { address: 'anna@example.com', systems: ['crm', 'shop'] },
      primaryPhone: { number: '+49301234567', systems: ['crm'] },
      primaryAddress: {
        street: 'Ring 7',
        postalCode: null,
        city: 'Köln',
        region: null,
        country: null,
        systems: ['shop'],
      },
    });
    const acme = nodes.find((node) => node['kind'] === 'ORGANIZATION');
    expect(acme).toMatchObject({
      displayName: 'Acme, Inc.',
      organizationName: 'Acme, Inc.',
      taxNumber: '123456789',
      givenName: null,
      primaryAddress: null,
    });
  });

  test('every golden value has a lineage whose winner has it', async () => {
    const { data } = await subgraph.ask(`{ customers(first: 10) { nodes { ${golden} ${lineage} } } }`);
    const nodes = (data?.['customers'] as { nodes: (Record<string, unknown> & { lineage: Lineage[] })[] }).nodes;
    let compared = 0;
    for (const node of nodes)
      for (const [field, shown] of Object.entries(node)) {
        if (field === 'lineage') continue;
        const entry = node.lineage.find((one) => one.field === field);
        if (shown === null) {
          expect(entry).toBeUndefined();
          continue;
        }
        compared += 1;
        expect(entry?.winner.value).toBe(entry?.value);
        if (typeof shown === 'string') expect(entry?.value).toBe(shown);
        else
          for (const part of Object.values(shown ?? {}))
            if (typeof part === 'string') expect(entry?.value).toContain(part);
      }
    expect(compared).toBeGreaterThan(12);
  });

  test('lineage names winner, losers, system, rule and time', async () => {
    const { data } = await subgraph.ask(`{ customerByAccount(system: "shop", id: "7") { ${lineage} } }`);
    const all = (data?.['customerByAccount'] as { lineage: Lineage[] }).lineage;
    expect(all.find((one) => one.field === 'primaryAddress')).toEqual({
      field: 'primaryAddress',
      value: 'Ring 7, Köln',
      rule: 'MOST_RECENT',
      winner: {
        system: 'shop',
        account: { system: 'shop', id: '7' },
        value: 'Ring 7, Köln',
        updatedAt: '2024-05-01T00:00:00.5Z',
        lostBy: null,
      },
      agreeing: [],
      losers: [
        {
          system: 'crm',
          account: { system: 'crm', id: 'C-1' },
          value: 'Hauptstr. 1, 10115 Berlin, DE',
          updatedAt: '2024-05-01T00:00:00.25Z',
          lostBy: 'MOST_RECENT',
        },
      ],
    });
    expect(all.find((one) => one.field === 'primaryEmail')).toMatchObject({
      winner: { system: 'shop' },
      agreeing: [{ system: 'crm', value: 'anna@example.com' }],
      losers: [{ system: 'crm', value: 'office@example.com', lostBy: 'LISTED_FIRST' }],
      rule: 'LISTED_FIRST',
    });
  });

  test('accounts of a lineage lead back to their customer', async () => {
    const { data, errors } = await subgraph.ask(
      `{ customers(first: 10) { nodes { id lineage { winner { account { id customer { id } } } } } } }`,
    );
    expect(errors).toEqual([]);
    const nodes = (data?.['customers'] as { nodes: { id: string; lineage: Lineage[] }[] }).nodes;
    const winners = nodes.flatMap((node) => node.lineage.map((one) => [node.id, one.winner.account.customer?.id]));
    expect(winners.length).toBeGreaterThan(10);
    for (const [own, found] of winners) expect(found).toBe(own);
  });

  test('fields that need no lineage do not read for it', async () => {
    const { data, errors, statements } = await subgraph.ask(`{ customers(first: 1) { nodes { id displayName } } }`);
    expect(errors).toEqual([]);
    expect(statements).toBe(1);
    expect(data).toMatchObject({ customers: { nodes: [{ displayName: 'Acme, Inc.' }] } });
  });
});
