import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Whether `psql` can be called. */
export async function hasPsql(): Promise<boolean> {
  const child = spawn('psql', ['--version'], { stdio: 'ignore' });
  return new Promise((done) => child.once('error', () => done(false)).once('close', (code) => done(code === 0)));
}

/**
 * Feeds a compressed dump to `psql`, which stops at the first error. The password goes through the environment of the child,
 * never on its command line. Rejects with the last words of psql.
 */
export async function restore(file: string, databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const child = spawn('psql', ['--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', '--file=-'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PGSSLMODE: url.searchParams.get('sslmode') ?? 'prefer',
      PGHOST: decodeURIComponent(url.hostname),
      PGPORT: url.port || '5432',
      PGUSER: decodeURIComponent(url.username),
      PGPASSWORD: decodeURIComponent(url.password),
      PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
      // The dump sets what it needs; a session default such as a short statement timeout must not end it.
      PGOPTIONS: '-c statement_timeout=0',
    },
  });
  let talk = '';
  child.stderr.on('data', (chunk: Buffer) => (talk = (talk + chunk.toString()).slice(-800)));
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  // A psql that gave up closes its input: its own words say more than the broken pipe.
  const fed = pipeline(createReadStream(file), createGunzip(), child.stdin).catch((error: unknown) => error);
  const code = await ended;
  const fault = await fed;
  if (code !== 0) throw new Error(`psql could not load ${file}: ${talk.trim() || `it ended with ${String(code)}`}`);
  if (fault) throw new Error(`the dump ${file} could not be read`, { cause: fault });
}
