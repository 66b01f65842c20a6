import type { Knex } from 'knex';
import { createRequestContext } from '../../kit/context.ts';
import type { Database } from '../../kit/database/database.ts';
import { openDatabase } from '../../kit/database/open-database.ts';
import { noTelemetry, type Telemetry } from '../../kit/telemetry/telemetry.ts';
import type { Secret } from '../../kit/env/secret.ts';
import { protectDatabase } from '../../kit/protect/protect-database.ts';
import { plainType } from '../../kit/resolvers/object-type.ts';
import type { Source } from '../../kit/sources/source.ts';
import { startSubgraph } from '../../kit/subgraph/define.ts';
import type { SubgraphEnvironment, SubgraphModule } from '../../kit/subgraph/module.ts';
import { observeSyncs } from './freshness/sync-metrics.ts';
import { readRules } from './golden/read-rules.ts';
import { defaultRules } from './identity/rules/default-rules.ts';
import type { Rules } from './identity/rules/rules.ts';
import { customers, relations } from './relations.ts';
import { customerTypes, values } from './resolvers.ts';
import type { HubRules } from './rules.ts';
import { readSettings, type CustomerSettings } from './settings.ts';
import { stewardMutations } from './stewardship/mutations.ts';
import { askFor } from './store/ask.ts';
import { connectStore } from './store/connect.ts';
import { migrate } from './store/migrate.ts';
import { hubCoalescer, HubReader, hubSystem } from './store/reader.ts';

const name = 'customer';
const connectTimeoutMs = 5_000;
const explainTimeoutMs = 60_000;
/** Statements that may wait for a session. */
const waiting = 1_000;

/** Runs `work` over a migrated store whose connections end with it. */
async function withStore<T>(url: Secret, work: (store: Knex) => Promise<T>): Promise<T> {
  const store = connectStore(url);
  try {
    await migrate(store);
    return await work(store);
  } finally {
    await store.destroy();
  }
}

const databaseOf = (
  { database: { url, connections } }: CustomerSettings,
  telemetry: Telemetry = noTelemetry,
): Database => openDatabase({ system: hubSystem, url, connections, connectTimeoutMs, telemetry });

/** For requests: spared while it fails, and never asked too much at a time. */
function readerOf(settings: CustomerSettings, { log, telemetry, coalesceStatements }: SubgraphEnvironment): HubReader {
  const { connections, statementTimeoutMs } = settings.database;
  const protection = { system: hubSystem, log, connections, waiting, statementTimeoutMs };
  const database = protectDatabase(databaseOf(settings, telemetry), protection);
  return new HubReader(database, statementTimeoutMs, coalesceStatements === true ? hubCoalescer() : null);
}

/** Only a file has to be checked, against everything that rules may name. */
const identityRules = async ({ identityRulesFile: file }: CustomerSettings): Promise<Rules> =>
  file === null ? defaultRules : (await import('./identity/rules/read-rules.ts')).readRules(file);

/** The rules of this house; only systems that feed customers can be trusted, where `sources` says which these are. */
const rulesOf = async (settings: CustomerSettings, sources: readonly Source[] | null): Promise<HubRules> => ({
  identity: await identityRules(settings),
  survivorship: readRules(
    settings.survivorshipFile,
    sources && sources.filter((source) => source.has(customers)).map((source) => source.system),
  ),
});

/**
 * The customer subgraph: owns Customer and the crosswalk of accounts, in the hub's own PostgreSQL (`HUB_DATABASE_URL`),
 * which `start` and `sync` bring up to date. It must be given all sources: those with a customers.sql feed it, and
 * `Query.sources` lists all. What each of the other verbs takes is loaded when it is asked for: a hub that serves needs neither matching
 * nor dictionaries.
 */
const customer: SubgraphModule = {
  name,
  relations,
  start: async (environment) => {
    const settings = readSettings(environment.env);
    const { database } = settings;
    const rules = await rulesOf(settings, environment.sources);
    await withStore(database.url, () => Promise.resolve());
    const reader = readerOf(settings, environment);
    const writer = connectStore(database.url);
    const metrics = environment.telemetry?.metrics;
    const forget = metrics ? observeSyncs(reader, metrics, environment.clock) : () => undefined;
    return startSubgraph({
      name,
      environment,
      sdl: new URL('./schema.graphql', import.meta.url),
      types: [
        ...customerTypes(reader, environment.clock, rules),
        plainType('Mutation', { fields: stewardMutations(writer, reader, environment.clock, rules) }),
      ],
      values,
      ready: async (context) => {
        await reader.rows({ sql: 'select 1 as ok', bindings: [] }, context);
      },
      stop: async () => {
        forget();
        await Promise.all([reader.close(), writer.destroy()]);
      },
    });
  },
  sync: async ({ env, sources, log, clock, telemetry }, options) => {
    const settings = readSettings(env);
    const rules = await rulesOf(settings, sources);
    const { syncCustomers } = await import('./sync/sync-customers.ts');
    const trace = telemetry?.tracing?.began('sync') ?? null;
    return withStore(settings.database.url, (store) =>
      syncCustomers({ ...options, sources, store, log, clock, rules, trace }),
    ).finally(() => trace?.end());
  },
  erase: async ({ env, sources, clock }, options) => {
    const settings = readSettings(env);
    const rules = await rulesOf(settings, sources.length === 0 ? null : sources);
    const { eraseCustomer } = await import('./erasure/erase-customer.ts');
    return withStore(settings.database.url, (store) => eraseCustomer(store, clock, options, rules));
  },
  explain: async ({ env, clock }, options) => {
    const settings = readSettings(env);
    const { explainAccounts } = await import('./explanation/explain-accounts.ts');
    const reader = new HubReader(databaseOf(settings), settings.database.statementTimeoutMs);
    const context = createRequestContext({ requestId: 'explain', timeoutMs: explainTimeoutMs, clock });
    try {
      return await explainAccounts(askFor(reader, context), await identityRules(settings), options);
    } finally {
      await reader.close();
    }
  },
  evaluate: async (folder, options) =>
    (await import('./identity/evaluate/evaluate-apart.ts')).evaluateApart(folder, options),
};

export default customer;
