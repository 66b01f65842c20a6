import type { Database, Dialect, QueryOptions } from '../../database/database.ts';
import type { Problem } from '../problem.ts';
import { databaseWords, failure, isUnavailable, ok, skipped, warning } from './check-context.ts';
import type { Outcome } from './check-context.ts';

/** Rights of the account: none to write, unless the source says that they are known. */
export async function checkRights(
  database: Database,
  options: QueryOptions,
  allowWritableAccount: boolean,
  place: Pick<Problem, 'file' | 'line' | 'column'>,
): Promise<Outcome> {
  const rights = await database.writeRights(options);
  if (rights.length === 0) return ok('the account may not write');
  const shown = rights.slice(0, 3).join(', ') + (rights.length > 3 ? ` and ${rights.length - 3} more` : '');
  const problem = {
    ...place,
    expected: 'an account that may only read',
    found: `the account may write: ${shown}`,
    action: allowWritableAccount
      ? 'make an account with SELECT only (docs/sources.md shows how), then remove allowWritableAccount'
      : 'make an account with SELECT only (docs/sources.md shows how); if you can not, set allowWritableAccount: true',
  };
  return allowWritableAccount ? warning(problem) : failure(problem);
}

/** A table that is there in every database of the dialect, or a statement that finds one. Nothing matches `1 = 0`. */
const anyTable: Record<Dialect, string> = {
  postgres: `select 'pg_catalog.pg_description' as name`,
  mysql: `select concat('\`', replace(table_schema, '\`', '\`\`'), '\`.\`', replace(table_name, '\`', '\`\`'), '\`') as name
    from information_schema.tables where table_type = 'BASE TABLE' and table_schema = database() limit 1`,
  sqlite: `select '"' || replace(name, '"', '""') || '"' as name from sqlite_master where type = 'table' and name not like 'sqlite%' limit 1`,
};

/** Tries to delete no row: a session that may write does it, and nothing has happened. */
export async function checkWriteRefused(
  database: Database,
  options: QueryOptions,
  place: Pick<Problem, 'file' | 'line' | 'column'>,
): Promise<Outcome> {
  const [table] = await database.query({ sql: anyTable[database.dialect], bindings: [] }, options);
  const name = table?.['name'];
  if (typeof name !== 'string') return skipped('no table to try a write on');
  try {
    const returning = database.dialect === 'sqlite' ? ' returning 1' : '';
    await database.query({ sql: `delete from ${name} where 1 = 0${returning}`, bindings: [] }, options);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return ok(`a write was refused (${databaseWords(error)})`);
  }
  return failure({
    ...place,
    expected: 'a session that refuses to write',
    found: 'a DELETE (of no rows) was carried out',
    action: 'tell the makers of the hub: sessions of sources must be read-only',
  });
}
