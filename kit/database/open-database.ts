import { dialectOf } from './connection-url.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { mysqlDriver } from './mysql/driver.ts';
import { PooledDatabase } from './pooled-database.ts';
import { postgresDriver } from './postgres/driver.ts';
import { sqliteDriver } from './sqlite/driver.ts';

/** Opens a pool of read-only sessions. Connects on first use, so nothing fails here but a URL of an unknown kind. */
export function openDatabase(options: DatabaseOptions): Database {
  switch (dialectOf(options.url.reveal())) {
    case 'postgres':
      return new PooledDatabase(postgresDriver(), options);
    case 'mysql':
      return new PooledDatabase(mysqlDriver(), options);
    case 'sqlite':
      return new PooledDatabase(sqliteDriver(), options);
  }
}
