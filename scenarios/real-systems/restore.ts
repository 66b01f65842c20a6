import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { pickTables } from './pick-tables.ts';

/** Whether the client program of MariaDB can be called. */
export async function hasMariaDbClient(): Promise<boolean> {
  const child = spawn('mariadb', ['--version'], { stdio: 'ignore' });
  return new Promise((done) => child.once('error', () => done(false)).once('close', (code) => done(code === 0)));
}

/**
 * Feeds a compressed dump, or of it only some tables, to the client, which stops at the first error. The password goes
 * through the environment of the child, never on its command line. Rejects with the last words of the client.
 */
export async function restore(file: string, databaseUrl: string, tables: ReadonlySet<string> | null): Promise<void> {
  const url = new URL(databaseUrl);
  const child = spawn(
    'mariadb',
    [
      '--no-defaults',
      '--protocol=tcp',
      `--host=${decodeURIComponent(url.hostname)}`,
      `--port=${url.port || '3306'}`,
      `--user=${decodeURIComponent(url.username)}`,
      '--default-character-set=utf8mb4',
      decodeURIComponent(url.pathname.slice(1)),
    ],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], MYSQL_PWD: decodeURIComponent(url.password) },
    },
  );
  let talk = '';
  child.stderr.on('data', (chunk: Buffer) => (talk = (talk + chunk.toString()).slice(-800)));
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  // A client that gave up closes its input: its own words say more than the broken pipe.
  const fed = feed(file, tables, child.stdin).catch((error: unknown) => error);
  const code = await ended;
  const fault = await fed;
  if (code !== 0)
    throw new Error(`the mariadb client could not load ${file}: ${talk.trim() || `it ended with ${String(code)}`}`);
  if (fault) throw new Error(`the dump ${file} could not be read`, { cause: fault });
}

async function feed(file: string, tables: ReadonlySet<string> | null, into: NodeJS.WritableStream): Promise<void> {
  const text = createReadStream(file).pipe(createGunzip());
  if (tables === null) {
    await pipeline(text, into);
    return;
  }
  const lines = createInterface({ input: text, crlfDelay: Infinity });
  await pipeline(Readable.from(pickTables(lines, tables)), into);
}
