import type { Knex } from 'knex';
import pg from 'pg';
import { seededRandom } from '../../subgraphs/customer/identity/score/random.ts';
import { houseRules } from '../../subgraphs/customer/rules.ts';
import { writeAccounts } from '../../subgraphs/customer/store/write-accounts.ts';
import { linkChanges } from '../../subgraphs/customer/sync/link-changes.ts';
import { accountsOf } from '../identity/population.ts';
import { World } from '../identity/world.ts';
import { accountWrite } from './account-write.ts';
import { accountId } from './fill.ts';
import type { Filled } from './filled.ts';

export interface PlacingMeasurement extends Filled {
  readonly changes: number;
  /** Tables and indexes of matching. */
  readonly keptMiB: number;
  /** From the change being known to the customer being written; without the write of the account itself. */
  readonly milliseconds: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
  /** Of a change, in this process. */
  readonly processorMs: number;
  readonly statements: number;
}

/** The first changes are not counted: connections are opened, statements prepared, code compiled. */
const warmUp = 100;

/** Single changes, one after the other, of a filled hub database. Other changes than those that it saw before. */
export async function measurePlacing(store: Knex, filled: Filled, changes: number): Promise<PlacingMeasurement> {
  const { rows } = await store.raw<{ rows: { mib: number; changed: number }[] }>(
    `select sum(pg_total_relation_size(oid))::float8 / 1048576 as mib, (select changed_count from match_model) as changed
     from pg_class where relkind = 'r' and relname like 'match\\_%'`,
  );
  // a server that has run for a while has them in memory
  await store.raw('create extension if not exists pg_prewarm');
  await store.raw(
    `select sum(pg_prewarm(oid)) from pg_class where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace`,
  );
  const seed = filled.seed + 1 + (rows[0]?.changed ?? 0);
  const statements = countStatements();
  await change(store, filled, warmUp, seed);
  const before = statements();
  const used = process.cpuUsage();
  const times = await change(store, filled, changes, seed + warmUp);
  const { user, system } = process.cpuUsage(used);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    ...filled,
    changes,
    keptMiB: rows[0]?.mib ?? 0,
    milliseconds: { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) },
    processorMs: (user + system) / 1000 / changes,
    statements: (statements() - before) / changes,
  };
}

/** How many statements this process has sent since. */
function countStatements(): () => number {
  let statements = 0;
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const counted = function (this: pg.Client, ...given: unknown[]): unknown {
    statements += 1;
    return query.apply(this, given);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { value: counted, configurable: true, writable: true });
  return () => statements;
}

/**
 * So many changes: a third each are another view of the same customer, somebody else's values, and a new account, every other
 * one of a customer that is new, too.
 */
async function change(store: Knex, { entities, seed: made }: Filled, count: number, seed: number): Promise<number[]> {
  const random = seededRandom(seed);
  const world = new World(made);
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const kind = random(3);
    const [one, other] = [random(entities), random(kind === 2 ? entities * 2 : entities)];
    const known = accountsOf(world, made, one);
    const at = random(known.length);
    const accounts = kind === 0 ? known : accountsOf(world, made, other);
    const values = accounts[random(accounts.length)];
    const system = known[at]?.system;
    if (!values || system === undefined) throw new Error('every customer has an account');
    const id = kind === 2 ? `new-${String(seed)}-${String(round)}` : accountId(one, at);
    const changed = { ...values, system, values: { ...values.values, ...(random(2) === 0 && { email: '' }) } };
    const write = accountWrite(id, changed, `${String(seed)} ${String(round)}`);
    const now = new Date().toISOString();
    await store.transaction(async (trx) => {
      await writeAccounts(trx, system, [write], now);
      const started = performance.now();
      await linkChanges(trx, { now, rules: houseRules() });
      times.push(performance.now() - started);
    });
  }
  return times;
}
