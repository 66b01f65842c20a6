import { dialectOf } from './connection-url.ts';
import { observedDatabase } from '../telemetry/observed-database.ts';
import type { Database, DatabaseOptions, PoolUse } from './database.ts';
import { mysqlDriver } from './mysql/driver.ts';
import { PooledDatabase } from './pooled-database.ts';
import { postgresDriver } from './postgres/driver.ts';
import { sqliteDriver } from './sqlite/driver.ts';

/** Opens a pool of read-only sessions. Connects on first use, so nothing fails here but a URL of an unknown kind. */
export function openDatabase(options: DatabaseOptions): Database {
  const database = pooled(options);
  const { system, telemetry } = options;
  if (!telemetry?.tracing && !telemetry?.metrics) return database;
  return observedDatabase(database, { system, metrics: telemetry.metrics });
}

function pooled(options: DatabaseOptions): Database & { use(): PoolUse } {
  switch (dialectOf(options.url.reveal())) {
    case 'postgres':
      return new PooledDatabase(postgresDriver(), options);
    case 'mysql':
      return new PooledDatabase(mysqlDriver(), options);
    case 'sqlite':
      return new PooledDatabase(sqliteDriver(), options);
  }
}
