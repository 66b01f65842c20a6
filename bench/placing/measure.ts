import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../kit/database/embedded-postgres.ts';
import { Secret } from '../../kit/env/secret.ts';
import { seededRandom } from '../../subgraphs/customer/identity/score/random.ts';
import { houseRules } from '../../subgraphs/customer/rules.ts';
import { connectStore } from '../../subgraphs/customer/store/connect.ts';
import { migrate } from '../../subgraphs/customer/store/migrate.ts';
import { writeAccounts } from '../../subgraphs/customer/store/write-accounts.ts';
import { settle } from '../../subgraphs/customer/store/write-customers.ts';
import { linkChanges } from '../../subgraphs/customer/sync/link-changes.ts';
import { accountsOf } from '../identity/population.ts';
import { World } from '../identity/world.ts';
import { accountWrite } from './account-write.ts';
import { fill, type Known } from './fill.ts';

export interface PlacingMeasurement {
  readonly accounts: number;
  readonly changes: number;
  readonly fillSeconds: number;
  /** Matching all, keeping blocks and edges, writing customers and their history. */
  readonly matchSeconds: number;
  readonly peakMemoryMiB: number;
  readonly keptMiB: number;
  /** From the change being known to the customer being written; without the write of the account itself. */
  readonly milliseconds: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
  /** Of a change, in this process. */
  readonly processorMs: number;
  readonly statements: number;
}

/** The first changes are not counted: connections are opened, statements prepared, code compiled. */
const warmUp = 100;

/** A hub database of its own with so many made accounts; then single changes, one after the other. */
export async function measurePlacing(size: number, changes: number, seed: number): Promise<PlacingMeasurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, throwAway: true });
  try {
    await createHub(server.url('postgres'));
    const store = connectStore(new Secret(server.url('hub')));
    try {
      await migrate(store);
      return await measureIn(store, size, changes, seed);
    } finally {
      await store.destroy();
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function createHub(url: string): Promise<void> {
  const admin = connectStore(new Secret(url));
  await admin.raw(
    `create database hub template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8'`,
  );
  await admin.destroy();
}

async function measureIn(store: Knex, size: number, changes: number, seed: number): Promise<PlacingMeasurement> {
  const say = (text: string): boolean => process.stderr.write(`${text}\n`);
  const now = (): string => new Date().toISOString();
  const seconds = (from: number): number => (performance.now() - from) / 1000;
  let started = performance.now();
  const known = await fill(store, size, seed);
  const fillSeconds = seconds(started);
  say(`${String(known.length)} accounts taken over in ${fillSeconds.toFixed(0)} s`);
  started = performance.now();
  await store.transaction((trx) => linkChanges(trx, { now: now(), rules: houseRules() }));
  await settle(store);
  const matchSeconds = seconds(started);
  const peakMemoryMiB = process.resourceUsage().maxRSS / 1024;
  say(`matched and kept in ${matchSeconds.toFixed(0)} s`);
  await store.raw('vacuum');
  const kept = await store.raw<{ rows: { mib: number }[] }>(
    `select sum(pg_total_relation_size(oid))::float8 / 1048576 as mib from pg_class where relkind = 'r' and relname like 'match\\_%'`,
  );
  let statements = 0;
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const counted = function (this: pg.Client, ...given: unknown[]): unknown {
    statements += 1;
    return query.apply(this, given);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { value: counted, configurable: true, writable: true });
  await change(store, known, warmUp, seed + 1);
  statements = 0;
  const used = process.cpuUsage();
  const times = await change(store, known, changes, seed + 2);
  const { user, system } = process.cpuUsage(used);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    accounts: known.length,
    changes,
    fillSeconds,
    matchSeconds,
    peakMemoryMiB,
    keptMiB: kept.rows[0]?.mib ?? 0,
    milliseconds: { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) },
    processorMs: (user + system) / 1000 / changes,
    statements: statements / changes,
  };
}

/** So many changes: a third each are another view of the same customer, somebody else's values, and a new account. */
async function change(store: Knex, known: readonly Known[], count: number, seed: number): Promise<number[]> {
  const random = seededRandom(seed);
  const world = new World(seed);
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const one = known[random(known.length)];
    const other = known[random(known.length)];
    if (!one || !other) throw new Error('there are no accounts to change');
    const kind = random(3);
    const accounts = accountsOf(world, one.seed, kind === 0 ? one.entity : other.entity);
    const values = accounts[random(accounts.length)];
    if (!values) throw new Error('every customer has an account');
    const id = kind === 2 ? `new-${String(seed)}-${String(round)}` : one.id;
    const changed = {
      ...values,
      system: one.system,
      values: { ...values.values, ...(random(2) === 0 && { email: '' }) },
    };
    const write = accountWrite(id, changed, `${String(seed)} ${String(round)}`);
    const now = new Date().toISOString();
    await store.transaction(async (trx) => {
      await writeAccounts(trx, one.system, [write], now);
      const started = performance.now();
      await linkChanges(trx, { now, rules: houseRules() });
      times.push(performance.now() - started);
    });
  }
  return times;
}
