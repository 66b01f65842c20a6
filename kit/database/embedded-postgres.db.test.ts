import { fileURLToPath } from 'node:url';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test-servers/temporary-folder.ts';
import { isAlive } from './embedded-owner.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ v: unknown }>(sql)).rows[0]?.v;
  } finally {
    await client.end();
  }
}

test('a second start reuses the data; stop ends the server within 5 s though clients are busy', async () => {
  const dataDir = temporaryFolder();
  const steps: string[] = [];
  const first = await startEmbeddedPostgres({ dataDir, onProgress: (step) => steps.push(step) });
  expect(first.isNew).toBe(true);
  await ask(first.url('postgres'), "create table kept as select '王小明' as v");
  const client = new pg.Client({ connectionString: first.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  const busy = client.query('select pg_sleep(60)').catch(() => 'ended');
  const start = Date.now();
  await first.stop();
  expect(Date.now() - start).toBeLessThan(5000);
  expect(isAlive(first.pid)).toBe(false);
  expect(await busy).toBe('ended');

  const second = await startEmbeddedPostgres({ dataDir, onProgress: (step) => steps.push(step) });
  expect(second.isNew).toBe(false);
  expect(await ask(second.url('postgres'), 'select v from kept')).toBe('王小明');
  expect(steps).toEqual(['creating', 'starting', 'ready', 'starting', 'ready']);
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/is in use by process .* another HUB_DATA_DIR/);
  await second.stop();
});

test('a server that outlived its hub is replaced, and one that was killed leaves no trap', async () => {
  const dataDir = temporaryFolder();
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, throwAway: true });
    process.stdout.write(String(server.pid));
    setInterval(() => undefined, 1000);`;
  const hub = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: dataDir },
  });
  const [said] = (await once(hub.stdout, 'data')) as [Buffer];
  const orphan = Number(said.toString());
  hub.kill('SIGKILL');
  await once(hub, 'exit');
  expect(isAlive(orphan)).toBe(true);

  const second = await startEmbeddedPostgres({ dataDir, throwAway: true });
  expect(isAlive(orphan)).toBe(false);
  process.kill(second.pid, 'SIGKILL');
  while (isAlive(second.pid)) await new Promise((done) => setTimeout(done, 20));
  const third = await startEmbeddedPostgres({ dataDir, throwAway: true });
  expect(await ask(third.url('postgres'), 'select 1 as v')).toBe(1);
  await third.stop();
});

test('a port that is taken is named in the error', async () => {
  const dataDir = temporaryFolder();
  const one = await startEmbeddedPostgres({ dataDir, throwAway: true });
  await expect(startEmbeddedPostgres({ dataDir: temporaryFolder(), throwAway: true, port: one.port })).rejects.toThrow(
    new RegExp(`did not start on port ${String(one.port)}.*Address already in use`),
  );
  await one.stop();
});

test.runIf(process.getuid?.() === 0)('root may keep the data in a folder that is closed to others', async () => {
  const closed = temporaryFolder();
  chmodSync(closed, 0o700);
  const server = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), throwAway: true });
  expect(await ask(server.url('postgres'), 'select 1 as v')).toBe(1);
  await server.stop();
});

/** Whether another user can read the project: not in a folder that is closed to others. */
function isOpenToOthers(): boolean {
  try {
    execFileSync('test', ['-r', fileURLToPath(import.meta.url)], { uid: 65534, gid: 65534 });
    return true;
  } catch {
    return false;
  }
}

test.runIf(process.getuid?.() === 0 && isOpenToOthers())('an ordinary user needs no account of its own', () => {
  const dataDir = temporaryFolder();
  chmodSync(dataDir, 0o777);
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(join(dataDir, 'data'))}, throwAway: true });
    await server.stop();
    process.stdout.write('fine');`;
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    uid: 65534,
    gid: 65534,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TMPDIR: dataDir, HOME: dataDir },
  });
  expect(said).toBe('fine');
});
