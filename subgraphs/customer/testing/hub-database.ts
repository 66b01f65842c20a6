import type { Knex } from 'knex';
import pino from 'pino';
import { Secret } from '../../../kit/env/secret.ts';
import type { Source } from '../../../kit/sources/source.ts';
import type { SyncOptions, SyncReport } from '../../../kit/subgraph/sync.ts';
import type { Trace } from '../../../kit/telemetry/trace.ts';
import { createTestDatabase } from '../../../kit/test-servers/test-database.ts';
import type { HubRules } from '../rules.ts';
import { connectStore } from '../store/connect.ts';
import { migrate } from '../store/migrate.ts';
import { syncCustomers } from '../sync/sync-customers.ts';

export interface HubDatabase {
  readonly url: string;
  readonly store: Knex;
  /** Rows of a statement that the test wrote itself: the oracle. */
  rows<T>(sql: string, bindings?: readonly (string | number)[]): Promise<T[]>;
  sync(
    sources: readonly Source[],
    options?: Partial<SyncOptions & { rules: HubRules; trace: Trace | null }>,
  ): Promise<SyncReport>;
  /** Throws everything away and migrates again. */
  rebuild(): Promise<void>;
  drop(): Promise<void>;
}

/** A migrated hub database of its own for one test file. */
export async function createHubDatabase(): Promise<HubDatabase> {
  const database = await createTestDatabase('hub');
  const store = connectStore(new Secret(database.url));
  await migrate(store);
  return {
    url: database.url,
    store,
    rows: async <T>(sql: string, bindings: readonly (string | number)[] = []) =>
      (await store.raw<{ rows: T[] }>(sql, [...bindings])).rows,
    sync: (sources, options = {}) =>
      syncCustomers({
        sources,
        store,
        log: pino({ level: 'silent' }),
        clock: { now: () => Date.now() },
        signal: new AbortController().signal,
        ...options,
      }),
    rebuild: async () => {
      await database.run('drop schema public cascade; create schema public');
      await migrate(store);
    },
    drop: async () => {
      await store.destroy();
      await database.drop();
    },
  };
}
