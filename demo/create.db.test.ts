import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createRequestContext } from '../kit/context.ts';
import { openDatabase } from '../kit/database/open-database.ts';
import { Secret } from '../kit/env/secret.ts';
import type { Relation } from '../kit/relation.ts';
import { checkSource } from '../kit/sources/check/check-source.ts';
import { loadSources } from '../kit/sources/load.ts';
import { temporaryFolder } from '../kit/test-servers/temporary-folder.ts';
import { registry } from '../schema/registry.ts';
import { createDemo, type Demo, type Progress } from './create.ts';
import { demoConnections } from './connections.ts';
import { storyKinds } from './history/stories/kinds.ts';
import { demoState } from './state.ts';
import { demoSystems } from './systems/list.ts';

const sources = new URL('../sources/', import.meta.url);
const prefix = `demo_test_${randomBytes(3).toString('hex')}_`;
const customers = 150;
const folder = temporaryFolder();
let demo: Demo;
const progress: Progress[] = [];
const relations = new Map<string, Relation>();
const readers = new Map<string, pg.Client>();

const lines = async (name: string): Promise<string[]> =>
  (await readFile(join(folder, name), 'utf8')).trim().split('\n');
const mapping = (system: string, relation: string): Promise<string> =>
  readFile(new URL(`${system}/${relation}.sql`, sources), 'utf8');
const reader = (system: string): pg.Client => {
  const client = readers.get(system);
  if (!client) throw new Error(`no reader for ${system}`);
  return client;
};

type Row = Record<string, string | null>;
const asText = { getTypeParser: () => (value: string) => value };

/** All rows of a mapping, as the database writes them. */
async function rowsOf(system: string, relation: string): Promise<Row[]> {
  return (
    await reader(system).query<Row>({ text: `select * from (${await mapping(system, relation)}) r`, types: asText })
  ).rows;
}

async function relationsBySubgraph(): Promise<Map<string, readonly Relation[]>> {
  const out = new Map<string, readonly Relation[]>();
  for (const { name } of registry) {
    const url = new URL(`../subgraphs/${name}/relations.ts`, import.meta.url).href;
    out.set(name, ((await import(url)) as { relations: readonly Relation[] }).relations);
  }
  return out;
}

async function served(): Promise<[system: string, relation: string][]> {
  const out: [string, string][] = [];
  for (const { system } of demoSystems)
    for (const file of await readdir(new URL(`${system}/`, sources)))
      if (file.endsWith('.sql')) out.push([system, file.slice(0, -4)]);
  return out;
}

/** `account_id`, or `account_id_1`, `account_id_2` ... joined as the hub does. */
function keyOf(row: Row, column: string): string | null {
  if (column in row) return row[column] ?? null;
  const parts: string[] = [];
  for (let i = 1; `${column}_${i}` in row; i++) parts.push(row[`${column}_${i}`] ?? '');
  return parts.length > 0 ? parts.join('~') : null;
}

beforeAll(async () => {
  demo = await createDemo({
    adminUrl: inject('postgresUrl'),
    customers,
    seed: 20,
    truthFolder: folder,
    databasePrefix: prefix,
    onProgress: (p) => progress.push(p),
  });
  for (const list of (await relationsBySubgraph()).values())
    for (const relation of list) relations.set(relation.name, relation);
  for (const { system, env } of demoSystems) {
    const client = new pg.Client({ connectionString: demo.connections[env] });
    await client.connect();
    readers.set(system, client);
  }
}, 120_000);

afterAll(async () => {
  for (const client of readers.values()) await client.end();
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  for (const { database } of demoSystems) {
    await admin.query(`drop database if exists ${prefix}${database} with (force)`);
    await admin.query(`drop role if exists ${prefix}${database}_reader`);
  }
  await admin.end();
});

describe('the truth', () => {
  it('has every account of every system exactly once, and every customer', async () => {
    const [header, ...accounts] = await lines('truth.csv');
    expect(header).toBe('system,account_id,entity');
    expect(accounts.length).toBe(demo.accounts);
    expect(new Set(accounts.map((a) => a.slice(0, a.lastIndexOf(',')))).size).toBe(accounts.length);
    expect(new Set(accounts.map((a) => a.slice(a.lastIndexOf(',') + 1))).size).toBe(customers);
    const told = new Set(accounts.map((a) => a.slice(0, a.lastIndexOf(','))));
    let seen = 0;
    for (const { system } of demoSystems)
      for (const row of await rowsOf(system, 'customers')) {
        seen++;
        expect(told).toContain(`${system},${keyOf(row, 'account_id') ?? ''}`);
      }
    expect(seen).toBe(accounts.length);
  });

  it('has every story at least twice, and every row that a story points at', async () => {
    interface Told {
      code: string;
      voice: number;
      on: string;
      references: { system: string; relation: string; id: string; account_id: string }[];
    }
    const stories = (await lines('stories.jsonl')).map((line) => JSON.parse(line) as Told);
    expect(stories.length).toBe(demo.stories);
    for (const { code } of storyKinds)
      expect(stories.filter((s) => s.code === code).length, code).toBeGreaterThanOrEqual(2);
    const found = new Map<string, Set<string>>();
    let references = 0;
    for (const story of stories)
      for (const { system, relation, id, account_id } of story.references) {
        references++;
        const name = `${system} ${relation}`;
        if (!found.has(name)) {
          const key = relations.get(relation)?.key ?? [];
          const rows = await rowsOf(system, relation);
          found.set(
            name,
            new Set(rows.map((r) => `${key.map((k) => keyOf(r, k)).join('~')} of ${keyOf(r, 'account_id') ?? ''}`)),
          );
        }
        expect(found.get(name), `${story.code} ${name}`).toContain(`${id} of ${account_id}`);
      }
    expect(references).toBeGreaterThan(stories.length);
  });
});

describe('the mappings', () => {
  it('serve every relation of every subgraph', async () => {
    const all = await served();
    expect(all.length).toBeGreaterThan(35);
    const names = new Set(all.map(([, relation]) => relation));
    expect(relations.size).toBeGreaterThan(25);
    for (const name of relations.keys()) expect(names).toContain(name);
    for (const { system } of demoSystems)
      for (const feed of ['customers', 'events']) expect(all).toContainEqual([system, feed]);
    for (const [system, relation] of all) expect(relations.has(relation), `${system}/${relation}.sql`).toBe(true);
  });

  it('give known columns, unique keys, no null where none may be, and listed codes only', async () => {
    for (const [system, name] of await served()) {
      const relation = relations.get(name);
      if (!relation) throw new Error(`no relation ${name}`);
      const rows = await rowsOf(system, name);
      const where = `${system}/${name}.sql`;
      expect(rows.length, where).toBeGreaterThan(0);
      for (const column of Object.keys(rows[0] ?? {}))
        expect(Object.keys(relation.columns), `${where} ${column}`).toContain(column.replace(/_id_\d$/, '_id'));
      expect(new Set(rows.map((r) => relation.key.map((k) => keyOf(r, k)).join('~'))).size, `${where} key`).toBe(
        rows.length,
      );
      for (const [column, { required, kind, values }] of Object.entries(relation.columns)) {
        if (required) expect(rows.filter((r) => keyOf(r, column) === null).length, `${where} ${column}`).toBe(0);
        if (kind !== 'code') continue;
        for (const row of rows) if (row[column] != null) expect(values, `${where} ${column}`).toContain(row[column]);
      }
    }
  });

  it('agree on order numbers and products across systems', async () => {
    const orders = new Set(
      [...(await rowsOf('demo-orders', 'orders')), ...(await rowsOf('demo-orders-2', 'orders'))].map(
        (r) => r['order_number'],
      ),
    );
    const skus = new Set((await rowsOf('demo-erp', 'products')).map((r) => r['sku']));
    for (const relation of ['invoices', 'shipments'])
      for (const row of await rowsOf('demo-erp', relation)) expect(orders).toContain(row['order_number']);
    for (const [system, relation] of [
      ['demo-orders', 'order-lines'],
      ['demo-orders-2', 'order-lines'],
      ['demo-crm', 'quote-lines'],
      ['demo-erp', 'stock'],
    ] as const)
      // prettier-ignore
      for (const row of await rowsOf(system, relation)) expect(skus).toContain(row['sku']);
  });

  it('let order totals and lines add up in the order systems', async () => {
    const { rows } = await reader('demo-orders').query<{ wrong: number; all: number }>(
      `select count(*) filter (where ohtotc <> ohfrtc + ohtaxc + goods)::int as wrong, count(*)::int as all
       from ordlib.ordhdr join (select odcono, odordn, sum(odextc) as goods from ordlib.orddtl group by 1, 2) d on odcono = ohcono and odordn = ohordn`,
    );
    expect(rows[0]?.wrong).toBe(0);
    expect(rows[0]?.all).toBeGreaterThan(100);
  });
});

describe('source check', () => {
  it('finds no fault: account, columns, keys, pushed-down predicates, samples', async () => {
    const bySubgraph = await relationsBySubgraph();
    const folders = demoSystems.map((s) => fileURLToPath(new URL(s.system, sources)));
    const { sources: ours } = loadSources(folders, bySubgraph);
    expect(ours).toHaveLength(6);
    for (const definition of ours) {
      const url = new Secret(demo.connections[definition.connection] ?? '');
      const database = openDatabase({ system: definition.system, url, connections: 2, connectTimeoutMs: 5000 });
      const context = createRequestContext({ requestId: 'demo', timeoutMs: 30_000 });
      try {
        const results = await checkSource(definition, { relations: bySubgraph, database, source: null, context });
        expect(results.length).toBeGreaterThan(10);
        expect(results.filter((r) => r.status === 'error' || r.status === 'warning')).toEqual([]);
      } finally {
        await database.close();
      }
    }
  }, 60_000);
});

describe('the reading account', () => {
  it('can read and can not write, make tables, or visit another system', async () => {
    for (const { system, env } of demoSystems) {
      const client = reader(system);
      await client.query('set default_transaction_read_only = off');
      const { rows } = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      expect(rows.length).toBeGreaterThan(1);
      for (const { name } of rows)
        await expect(client.query(`delete from ${name}`), name).rejects.toThrow(/permission denied/);
      await expect(client.query('create table public.mine (a int)')).rejects.toThrow(/permission denied/);
      await expect(client.query('create temp table mine (a int)')).rejects.toThrow(/permission denied/);
      const url = new URL(demo.connections[env] ?? '');
      url.pathname = `/${prefix}${demoSystems.find((s) => s.system !== system)?.database ?? ''}`;
      const stranger = new pg.Client({ connectionString: url.href });
      await expect(stranger.connect()).rejects.toThrow(/permission denied/);
    }
  });
});

describe('createDemo', () => {
  it('reports progress to the end and hands out the connections that demoConnections tells', () => {
    expect(progress.some((p) => p.done === customers && p.total === customers)).toBe(true);
    expect(progress.at(-1)).toMatchObject({ done: 6, total: 6 });
    expect(demo.connections).toEqual(demoConnections({ adminUrl: inject('postgresUrl'), databasePrefix: prefix }));
    expect(Object.keys(demo.connections)).toHaveLength(6);
  });

  it('is recognised by a second start', async () => {
    const state = await demoState({ adminUrl: inject('postgresUrl'), databasePrefix: prefix });
    expect(state).toEqual({ complete: true, seed: 20, customers, foreign: [] });
    expect((await demoState({ adminUrl: inject('postgresUrl'), databasePrefix: `${prefix}none_` })).complete).toBe(
      false,
    );
  });

  it('leaves the databases as they were, and nothing half-made, when it is stopped', async () => {
    const control = new AbortController();
    const other = temporaryFolder();
    const stopped = createDemo({ adminUrl: inject('postgresUrl'), customers: 5000, seed: 1, truthFolder: other, databasePrefix: prefix, signal: control.signal, onProgress: ({ done }) => { if (done >= 300) control.abort(new Error('enough')); } }); // prettier-ignore
    await expect(stopped).rejects.toThrow('enough');
    const { rows } = await reader('demo-erp').query(
      `select datname from pg_database where datname like '${prefix}%making'`,
    );
    expect(rows).toEqual([]);
    expect(await readdir(other)).toEqual([]);
    expect((await demoState({ adminUrl: inject('postgresUrl'), databasePrefix: prefix })).customers).toBe(customers);
  });

  it('refuses to replace a database that it did not make, and says what to do', async () => {
    const admin = new pg.Client({ connectionString: inject('postgresUrl') });
    await admin.connect();
    const foreign = `${prefix}x_erp`;
    await admin.query(`create database ${foreign}`);
    try {
      const where = { adminUrl: inject('postgresUrl'), databasePrefix: `${prefix}x_` };
      expect((await demoState(where)).foreign).toEqual([foreign]);
      await expect(createDemo({ ...where, customers: 50, seed: 1, truthFolder: temporaryFolder() })).rejects.toThrow(
        /did not make.*Choose another prefix/s,
      );
      const { rows } = await admin.query<{ datname: string }>(
        `select datname from pg_database where datname like '${prefix}x%'`,
      );
      expect(rows.map((r) => r.datname)).toEqual([foreign]);
    } finally {
      await admin.query(`drop database ${foreign}`);
      await admin.end();
    }
  });

  it('names every wrong option at once', async () => {
    const where = { adminUrl: inject('postgresUrl'), truthFolder: folder };
    await expect(createDemo({ ...where, customers: 3, seed: 1.5 })).rejects.toThrow(
      /customers must be .* found 3; seed must be .* found 1.5/,
    );
    await expect(createDemo({ ...where, customers: 50, seed: 1, databasePrefix: 'Demo-' })).rejects.toThrow(
      /databasePrefix must be .*«Demo-»/,
    );
  });
});
