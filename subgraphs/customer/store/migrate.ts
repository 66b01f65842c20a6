import type { Knex } from 'knex';
import { HubError } from '../../../kit/errors/hub-error.ts';
import { HubDatabaseUnfit } from './hub-database-unfit.ts';
import * as accounts from './migrations/0001-accounts.ts';
import * as customers from './migrations/0002-customers.ts';
import * as search from './migrations/0003-search.ts';
import * as stewardship from './migrations/0004-stewardship.ts';
import * as erasure from './migrations/0005-erasure.ts';
import * as decisionBefore from './migrations/0006-decision-before.ts';
import * as matching from './migrations/0007-matching.ts';
import * as reviews from './migrations/0008-reviews.ts';
import * as lastSync from './migrations/0009-last-sync.ts';
import * as syncRuns from './migrations/0010-sync-runs.ts';
import * as customerLists from './migrations/0011-customer-lists.ts';
import * as customerAddresses from './migrations/0012-customer-addresses.ts';

export interface Migration {
  /** Ends with `additive` when hubs that do not know it work over it as before (docs/decisions/0043). */
  readonly name: string;
  readonly up: (db: Knex) => Promise<void>;
  readonly down: (db: Knex) => Promise<void>;
}

/** In this order, for ever: a migration that was released is never edited. */
export const migrations: readonly Migration[] = [
  { name: '0001-accounts', ...accounts },
  { name: '0002-customers', ...customers },
  { name: '0003-search', ...search },
  { name: '0004-stewardship', ...stewardship },
  { name: '0005-erasure', ...erasure },
  { name: '0006-decision-before', ...decisionBefore },
  { name: '0007-matching', ...matching },
  { name: '0008-reviews', ...reviews },
  { name: '0009-last-sync', ...lastSync },
  { name: '0010-sync-runs.additive', ...syncRuns },
  { name: '0011-customer-lists.additive', ...customerLists },
  { name: '0012-customer-addresses.additive', ...customerAddresses },
];

const additive = '.additive';

const sourceOf = (known: readonly Migration[]): Knex.MigrationSource<Migration> => ({
  getMigrations: () => Promise.resolve([...known]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) => Promise.resolve(migration),
});

/** Any number, the same in every hub: whoever holds it migrates. */
const migrationLock = 7_264_110_001;

/** Says so in public words when the database does not answer; the driver's own words name host and account. */
async function reachable(db: Knex): Promise<void> {
  try {
    await db.raw('select 1');
  } catch (cause) {
    throw new HubError(
      'SUBGRAPH_UNAVAILABLE',
      "The hub's own database can't be reached: check HUB_DATABASE_URL and whether the database is up.",
      { subgraph: 'customer', system: 'hub' },
      { cause },
    );
  }
}

/** Throws HubDatabaseUnfit when a newer hub has changed the tables in a way that this one can't work with. */
function assertKnown(done: readonly string[], known: readonly Migration[]): void {
  const names = known.map(({ name }) => name);
  const strange = done.filter((name) => !names.includes(name) && !name.endsWith(additive));
  if (strange.length === 0) return;
  throw new HubDatabaseUnfit(
    `HUB_DATABASE_URL: expected tables as of ${names.at(-1) ?? 'no migration'} or with additions alone, found migrations of a newer hub: ` +
      `${strange.join(', ')}. Nothing was changed. Start the hub that made them or a newer one; or give this one a database of its own, ` +
      'or the backup from before the upgrade (docs/operations.md, "Upgrade and roll back").',
  );
}

/**
 * Brings the tables of the hub up to date. Several hubs may call it at once: one works, the others wait and find it done.
 * Because the advisory lock dies with its session, knex's own lock can only be left over from a crash and is set free.
 * Throws HubDatabaseUnfit when a newer hub was here and left more than additions.
 */
export async function migrate(db: Knex, known: readonly Migration[] = migrations): Promise<void> {
  await reachable(db);
  // knex takes what it does not know for a fault; which of it is one is said by assertKnown
  const config = {
    migrationSource: sourceOf(known),
    tableName: 'hub_migration',
    disableMigrationsListValidation: true,
  };
  await db.transaction(async (lock) => {
    await lock.raw('select pg_advisory_xact_lock(?)', [migrationLock]);
    const { rows } = await lock.raw<{ rows: { known: boolean }[] }>(
      `select to_regclass('hub_migration_lock') is not null as known`,
    );
    if (rows[0]?.known === true) {
      assertKnown(await lock<{ name: string }>('hub_migration').orderBy('id').pluck('name'), known);
      await db.migrate.forceFreeMigrationsLock(config);
    }
    await db.migrate.latest(config);
  });
}
