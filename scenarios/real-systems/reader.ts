import { createHmac } from 'node:crypto';
import { escape, escapeId, type Connection } from 'mysql2/promise';
import { mappedColumns, mappedTables, type RealSystem } from './systems.ts';

/**
 * Makes (or makes good again) the account that the hub reads a system with: SELECT on what the mappings read and nothing
 * else. Its password follows from the administrator's, so that several test processes agree without a file between them.
 * Returns the URL of the account.
 */
export async function grantReader(
  admin: Connection,
  adminUrl: string,
  system: RealSystem,
  database: string,
): Promise<string> {
  const url = new URL(adminUrl);
  const name = `${database}_reader`;
  const password = createHmac('sha256', url.password || url.username)
    .update(name)
    .digest('base64url');
  const account = `${escape(name)}@'%'`;
  await admin.query(`create user if not exists ${account}`);
  await admin.query(`alter user ${account} identified by ${escape(password)}`);
  await admin.query(`revoke all privileges, grant option from ${account}`);
  for (const table of mappedTables[system])
    await admin.query(`grant select on ${escapeId(database)}.${escapeId(table)} to ${account}`);
  for (const [table, columns] of Object.entries(mappedColumns[system]))
    await admin.query(
      `grant select (${columns.map((column) => escapeId(column)).join(', ')})
         on ${escapeId(database)}.${escapeId(table)} to ${account}`,
    );
  url.username = name;
  url.password = password;
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
