import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../kit/test-servers/temporary-folder.ts';

const hub = fileURLToPath(new URL('../bin/hub.mjs', import.meta.url));

interface Started {
  readonly child: ChildProcess;
  /** First line of stdout, or null when it ended without one. */
  readonly line: string | null;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

const box = temporaryFolder();
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
});

async function start(folder: string, ...flags: string[]): Promise<Started> {
  const env = {
    PATH: process.env['PATH'],
    TMPDIR: process.env['TMPDIR'],
    HOME: box,
    HUB_DATA_DIR: join(box, folder),
    HUB_LOG_LEVEL: 'warn',
    LANG: 'C.UTF-8',
  };
  const child = spawn(process.execPath, [hub, 'start', '--port', '0', ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const line = await new Promise<string | null>((done) => {
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) done(out.split('\n')[0] ?? '');
    });
    child.stdout.once('end', () => {
      done(out === '' ? null : out);
    });
  });
  return { child, line, err: () => err, ended };
}

/** Command lines of processes that name the folder. */
function processesIn(folder: string): string[] {
  const pids = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes(folder) ? [command] : [];
    } catch {
      return [];
    }
  });
}

async function ask(url: string, query: string): Promise<{ data?: Record<string, unknown>; errors?: unknown[] }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Record<string, unknown> };
}

const urlOf = (line: string | null): string =>
  /^Customer Hub ready at (http:\/\/127\.0\.0\.1:\d+\/graphql)$/.exec(line ?? '')?.[1] ?? '';

test('a hub with nothing but Node: demo made and synced, asked, ended, started again on the same data', async () => {
  const first = await start('whole', '--customers', '60');
  const url = urlOf(first.line);
  expect(url, first.err()).not.toBe('');
  expect(first.err()).toContain('Making a company with 60 customers');
  const { data, errors } = await ask(url, '{ customers(first: 1) { totalCount } sources { system asOf } }');
  expect(errors).toBeUndefined();
  const sources = data?.['sources'] as { asOf: string | null }[];
  expect(sources.length).toBe(6);
  expect(sources.filter((s) => s.asOf === null)).toEqual([]);

  // A second hub on the same data is refused, and harms nothing.
  const second = await start('whole');
  expect(await second.ended).toBe(1);
  expect(second.err()).toContain(`Another hub (process ${String(first.child.pid)}) has the data in`);
  expect((await ask(url, '{ __typename }')).data).toEqual({ __typename: 'Query' });

  expect(processesIn(join(box, 'whole')).length).toBeGreaterThan(0);
  const began = Date.now();
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(Date.now() - began).toBeLessThan(5000);
  expect(processesIn(join(box, 'whole'))).toEqual([]);

  const again = await start('whole', '--json');
  const answer = again.line ?? '';
  expect(answer, again.err()).toBe('{');
  expect(again.err()).not.toContain('Making a company');
  expect(again.err()).not.toContain('Reading customers');
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
}, 120_000);

test('a first start that is ended before it is ready leaves nothing behind', async () => {
  const starting = start('half', '--customers', '20000');
  await expect.poll(() => processesIn(join(box, 'half')).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const child = children.at(-1);
  const began = Date.now();
  child?.kill('SIGINT');
  const { line, ended } = await starting;
  expect(line).toBeNull();
  expect(await ended).toBe(130);
  expect(Date.now() - began).toBeLessThan(5000);
  expect(existsSync(join(box, 'half'))).toBe(false);
  expect(processesIn(join(box, 'half'))).toEqual([]);
}, 60_000);

test('a first start that is ended while it matches ends at once, and the next one does it all', async () => {
  const starting = start('matching', '--customers', '3000');
  const child = children.at(-1);
  let said = '';
  child?.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await expect
    .poll(() => said, { timeout: 60_000, interval: 20 })
    .toMatch(/% (features|candidate pairs|learning weights)/);
  const began = Date.now();
  child?.kill('SIGINT');
  const { line, ended } = await starting;
  expect(await ended).toBe(130);
  expect(Date.now() - began).toBeLessThan(8_000);
  expect(line).toBeNull();
  expect(said).toContain('Ended before it was ready.');
  expect(processesIn(join(box, 'matching'))).toEqual([]);

  const again = await start('matching');
  expect(again.err()).not.toContain('Making a company');
  expect(again.err()).toContain('Reading customers');
  const { data } = await ask(urlOf(again.line), '{ customers(first: 1) { totalCount } sources { asOf } }');
  expect((data?.['customers'] as { totalCount: number }).totalCount).toBeGreaterThan(1_000);
  expect((data?.['sources'] as { asOf: string | null }[]).filter((s) => s.asOf === null)).toEqual([]);
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
}, 180_000);
