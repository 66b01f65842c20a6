import { createConnection, escape, escapeId, type Connection, type RowDataPacket } from 'mysql2/promise';
import { realSystemDump } from './dump-files.ts';
import { grantReader } from './reader.ts';
import { hasMariaDbClient, restore } from './restore.ts';
import { mappedColumns, mappedTables, realSystems, type RealSystem } from './systems.ts';

export interface LoadOptions {
  /** What to load; all four by default. */
  readonly systems?: readonly RealSystem[];
  /** Only the tables that the mappings read (about a second a system), or the whole dump (three to fifteen). */
  readonly tables?: 'mapped' | 'all';
  /** Put in front of the names of databases. */
  readonly prefix?: string;
  /** Told in words what happens; by default on stderr. */
  readonly say?: (line: string) => void;
  /** Where the dump of a system lies; null when it is not here. */
  readonly dump?: (system: RealSystem) => string | null;
}

/** URLs of accounts that may only SELECT. */
export type ReaderUrls = Partial<Record<RealSystem, string>>;

/**
 * Loads real systems into the MariaDB (10.11 or later) of an administrator's URL, once: a database that is already whole is
 * left alone, one that is not ours is never touched. Returns a URL for each system, or null with the reason printed when
 * server, dump or client are not here.
 */
export async function loadRealSystems(adminUrl: string | null, options: LoadOptions = {}): Promise<ReaderUrls | null> {
  const systems = options.systems ?? realSystems;
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const dumps = new Map(systems.map((system) => [system, (options.dump ?? realSystemDump)(system)]));
  const missing = systems.filter((system) => dumps.get(system) === null);
  if (adminUrl === null) {
    say(`${systems.join(', ')} NOT loaded: no MariaDB server (Debian: apt-get install mariadb-server).`);
    return null;
  }
  if (missing.length > 0) {
    say(`${missing.join(', ')} NOT loaded: ../shared/systems/*.sql.gz is not beside the project.`);
    return null;
  }
  if (!(await hasMariaDbClient())) {
    say(`${systems.join(', ')} NOT loaded: mariadb is not on the PATH (Debian: apt-get install mariadb-client).`);
    return null;
  }
  const urls: ReaderUrls = {};
  for (const system of systems) urls[system] = await loadOne(adminUrl, system, dumps.get(system) ?? '', options, say);
  return urls;
}

async function loadOne(
  adminUrl: string,
  system: RealSystem,
  dump: string,
  options: LoadOptions,
  say: (line: string) => void,
): Promise<string> {
  const database = `${options.prefix ?? ''}${system}`;
  const server = await createConnection({ uri: adminUrl });
  try {
    // Keeps two test processes from loading at once.
    await server.query(`select get_lock(?, 300)`, [`customer-hub ${database}`]);
    const tables = options.tables ?? 'mapped';
    const found = await markOf(server, database);
    const isThere = found === markOfWhole(tables) || found === markOfWhole('all');
    if (!isThere) {
      if (found !== null && !found.endsWith(ours))
        throw new Error(
          `the database ${database} exists and was not made by this loader: give a prefix, or drop it yourself`,
        );
      const started = Date.now();
      await server.query(`drop database if exists ${escapeId(database)}`);
      await server.query(
        `create database ${escapeId(database)} character set utf8mb4 collate utf8mb4_unicode_ci
           comment ${escape(`being loaded${ours}`)}`,
      );
      const url = new URL(adminUrl);
      url.pathname = `/${encodeURIComponent(database)}`;
      const wanted = new Set([...mappedTables[system], ...Object.keys(mappedColumns[system])]);
      await restore(dump, url.href, tables === 'all' ? null : wanted);
      // Without statistics the first plans are bad ones: InnoDB would gather them some time later.
      const names = [...wanted].map((table) => `${escapeId(database)}.${escapeId(table)}`);
      await server.query(`analyze table ${names.join(', ')}`);
      await server.query(`alter database ${escapeId(database)} comment ${escape(markOfWhole(tables))}`);
      say(`${system} loaded into ${database} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    }
    return await grantReader(server, adminUrl, system, database);
  } finally {
    await server.end();
  }
}

/** Written on the database, so that a half loaded one is made anew and one that is not ours is never dropped. */
const ours = ', by Customer Hub';
const markOfWhole = (tables: 'mapped' | 'all'): string => `loaded ${tables}${ours}`;

/** What is written on the database; '' when nothing is, null when it does not exist. */
async function markOf(server: Connection, database: string): Promise<string | null> {
  const [rows] = await server.query<(RowDataPacket & { mark: string })[]>(
    'select schema_comment as mark from information_schema.schemata where schema_name = ?',
    [database],
  );
  return rows[0]?.mark ?? null;
}
