import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModules, relationsOf } from '../../cli/hub/subgraph-modules.ts';
import { openHub, type Hub } from '../../cli/hub/open-hub.ts';
import { engines } from '../../gateway/engines/engines.ts';
import { startGateway, type Gateway } from '../../gateway/server.ts';
import { post } from '../../gateway/testing/gateway-under-test.ts';
import { systemClock } from '../../kit/context.ts';
import { loadSources } from '../../kit/sources/load.ts';
import type { SyncReport } from '../../kit/subgraph/sync.ts';
import { gatewayEngine } from '../../kit/test-servers/gateway-engine.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/test-servers/test-database.ts';
import { registry } from '../../schema/registry.ts';
import type { ProductsBySku } from './answer.ts';
import { ordersByHand, productsByHand } from './by-hand.ts';
import { chooseCustomers, type Choice } from './choose.ts';
import { givenAdventureWorks } from './given.ts';
import { ordersThroughGraph, productsThroughGraph, type AskGraph } from './through-graph.ts';

const given = await givenAdventureWorks();
const log = pino({ level: 'silent' });
const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

describe.skipIf(given === null)('AdventureWorks through the whole graph', () => {
  let hubDatabase: TestDatabase;
  let hub: Hub;
  let gateway: Gateway;
  let hand: pg.Client;
  let chosen: Choice;
  let synced: SyncReport;
  const ask: AskGraph = (query, variables) => post(gateway.url, JSON.stringify({ query, variables }));

  beforeAll(async () => {
    hubDatabase = await createTestDatabase('adventureworks_hub');
    hand = new pg.Client({ connectionString: given?.adminUrl });
    await hand.connect();
    chosen = await chooseCustomers(hand);
    const modules = await loadModules();
    const loaded = loadSources([path('sources/adventureworks')], relationsOf(modules));
    expect(loaded.problems).toEqual([]);
    const env = { ADVENTUREWORKS_DATABASE_URL: given?.readerUrl, HUB_DATABASE_URL: hubDatabase.url };
    hub = openHub({ modules, definitions: loaded.sources, env, log, clock: systemClock });
    synced = await hub.sync({ signal: AbortSignal.timeout(100_000) });
    const subgraphs = await hub.start(registry.map(({ name }) => name));
    gateway = await startGateway({
      log,
      engine: engines[gatewayEngine()],
      supergraphFile: path('schema/supergraph.graphql'),
      services: subgraphs.map((subgraph) => ({ name: subgraph.name, subgraph })),
    });
  }, 120_000);

  afterAll(async () => {
    await gateway.stop();
    await hub.stop();
    await hand.end();
    await hubDatabase.drop();
  });

  it('syncs every customer of the house', () => {
    expect(synced.sources).toMatchObject([{ system: 'adventureworks', status: 'OK', rows: 19_820, added: 19_820 }]);
    expect(synced.linked?.accounts).toBe(19_820);
  });

  it('answers every order of more than 200 customers as the tables have it, exactly, page by page', async () => {
    expect(chosen.accounts.length).toBeGreaterThanOrEqual(200);
    const truth = await ordersByHand(hand, chosen.accounts);
    expect(Object.values(truth).flat().length).toBeGreaterThan(1000);
    // 7 does not divide the biggest histories, so every page boundary falls somewhere else.
    expect(await ordersThroughGraph(ask, chosen.accounts, 7)).toEqual(truth);
  }, 120_000);

  it('answers every product as the tables have it', async () => {
    const truth: ProductsBySku = await productsByHand(hand);
    expect(Object.keys(truth)).toHaveLength(504);
    expect(await productsThroughGraph(ask, 100)).toEqual(truth);
  });

  it('asks the house twice for orders with their lines and for product names, for a page of 10 customers and of 50', async () => {
    const query = /* GraphQL */ `
      query Page($first: Int!) {
        customers(first: $first, where: { kind: ORGANIZATION }) {
          nodes {
            displayName
            orders(first: 3) {
              nodes {
                number
                lines {
                  quantity
                  product {
                    name
                  }
                }
              }
            }
          }
        }
      }
    `;
    const statements = async (first: number): Promise<number | undefined> => {
      const answer = await post(gateway.url, JSON.stringify({ query, variables: { first } }));
      expect(answer.errors).toEqual([]);
      const { customers } = answer.data as { customers: { nodes: unknown[] } };
      expect(customers.nodes).toHaveLength(first);
      const sources = answer.sources as readonly { system: string; statements?: number }[];
      return sources.find(({ system }) => system === 'adventureworks')?.statements;
    };
    // A first time it learns whether lines may come along.
    expect(await statements(1)).toBeLessThanOrEqual(3);
    expect(await statements(10)).toBe(2);
    expect(await statements(50)).toBe(2);
  });

  it('makes one customer of the two accounts that a store may have', async () => {
    const { rows } = await hand.query<{ alone: string; bought: string }>(
      `select a.customerid::text as alone, b.customerid::text as bought from sales.customer a
         join sales.customer b on b.storeid = a.storeid and b.personid is not null
        where a.personid is null order by md5(a.customerid::text) limit 100`,
    );
    expect(rows).toHaveLength(100);
    const query = /* GraphQL */ `
      query Store($alone: ID!, $bought: ID!) {
        alone: customerByAccount(system: "adventureworks", id: $alone) {
          id
        }
        bought: customerByAccount(system: "adventureworks", id: $bought) {
          id
        }
      }
    `;
    const apart: string[] = [];
    for (const pair of rows) {
      const { data } = await ask(query, pair);
      const { alone, bought } = data as Record<'alone' | 'bought', { id: string } | null>;
      if (alone === null || alone.id !== bought?.id) apart.push(pair.alone);
    }
    expect(apart).toEqual([]);
  });
});
