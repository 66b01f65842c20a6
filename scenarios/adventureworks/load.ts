import pg from 'pg';
import { adventureWorksDump } from './dump-file.ts';
import { grantReader } from './reader.ts';
import { hasPsql, restore } from './restore.ts';

export interface LoadOptions {
  /** Name of the database to make. */
  readonly database?: string;
  /** Told in words what happens; by default on stderr. */
  readonly say?: (line: string) => void;
  /** Path of the dump; null when there is none. */
  readonly dump?: string | null;
}

/** Written on the database, so that a half loaded one is made anew and one that is not ours is never dropped. */
const beingLoaded = 'AdventureWorks, being loaded by Customer Hub';
const whole = 'AdventureWorks, loaded by Customer Hub';
/** Any number that nobody else locks: keeps two test processes from loading at once. */
const lock = 7_219_004_417;

/**
 * Loads AdventureWorks into the PostgreSQL (15 to 18, with the extensions uuid-ossp and tablefunc) of a superuser's URL, once:
 * a database that is already whole is left alone. Takes about five seconds.
 * Returns the URL of an account that may only SELECT, or null with the reason printed when dump or psql are not here.
 */
export async function loadAdventureWorks(adminUrl: string, options: LoadOptions = {}): Promise<string | null> {
  const database = options.database ?? 'adventureworks';
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const dump = options.dump === undefined ? adventureWorksDump() : options.dump;
  if (dump === null) {
    say('AdventureWorks is NOT loaded: ../shared/systems/adventureworks.sql.gz is not beside the project.');
    return null;
  }
  if (!(await hasPsql())) {
    say('AdventureWorks is NOT loaded: psql is not on the PATH (Debian: apt-get install postgresql-client).');
    return null;
  }
  const server = await connect(urlOf(adminUrl, 'postgres'));
  try {
    await server.query('select pg_advisory_lock($1)', [lock]);
    if ((await markOf(server, database)) !== whole) await make(server, adminUrl, database, dump, say);
    const admin = await connect(urlOf(adminUrl, database));
    try {
      return await grantReader(admin, adminUrl, database);
    } finally {
      await admin.end();
    }
  } finally {
    await server.end();
  }
}

async function make(
  server: pg.Client,
  adminUrl: string,
  database: string,
  dump: string,
  say: (line: string) => void,
): Promise<void> {
  const name = server.escapeIdentifier(database);
  const mark = (text: string): Promise<unknown> =>
    server.query(`comment on database ${name} is ${server.escapeLiteral(text)}`);
  const found = await markOf(server, database);
  if (found === beingLoaded) await server.query(`drop database ${name} with (force)`);
  else if (found !== null)
    throw new Error(
      `the database ${database} exists and was not made by this loader: name another one, or drop it yourself`,
    );
  const started = Date.now();
  await server.query(`create database ${name} template template0 encoding 'UTF8'`);
  await mark(beingLoaded);
  await restore(dump, urlOf(adminUrl, database));
  const admin = await connect(urlOf(adminUrl, database));
  await admin.query('analyze').finally(() => admin.end());
  await mark(whole);
  say(`AdventureWorks loaded into ${database} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** What is written on the database; '' when nothing is, null when it does not exist. */
async function markOf(server: pg.Client, database: string): Promise<string | null> {
  const { rows } = await server.query<{ mark: string }>(
    `select coalesce(shobj_description(oid, 'pg_database'), '') as mark from pg_database where datname = $1`,
    [database],
  );
  return rows[0]?.mark ?? null;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
