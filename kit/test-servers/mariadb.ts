import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { endProcess } from '../database/embedded-owner.ts';
import { freePort } from '../database/free-port.ts';
import type { Certificate } from './certificate.ts';

const run = promisify(execFile);

export interface MariaDb {
  readonly pid: number;
  readonly port: number;
  /** URL of an account with all rights. */
  readonly url: string;
  stop(): Promise<void>;
}

function find(program: string): string | null {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/bin',
    '/usr/local/sbin',
    '/usr/local/bin',
  ];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? null;
}

/** A throw-away MariaDB, or null when the machine has none; with a certificate it takes connections over TLS beside the others. */
export async function startMariaDb(made: Certificate | null = null): Promise<MariaDb | null> {
  const server = find('mariadbd');
  const installer = find('mariadb-install-db');
  if (!server || !installer) return null;
  const folder = await mkdtemp(join(tmpdir(), 'hub-mariadb-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const user = userInfo().username;
  // Servers that are made at the same time delete each other's files in a temporary folder that they share.
  const env = { ...process.env, TMPDIR: folder };
  const installing = [
    '--no-defaults',
    `--datadir=${data}`,
    `--user=${user}`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
    '--innodb-flush-log-at-trx-commit=0',
  ];
  await run(installer, installing, { env });
  const port = await freePort();
  const log = await open(join(folder, 'log'), 'w');
  const child = spawn(
    server,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--user=${user}`,
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--port=${String(port)}`,
      '--bind-address=127.0.0.1',
      '--skip-log-bin',
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=64M',
      '--performance-schema=OFF',
      ...(made ? [`--ssl-cert=${made.certificate}`, `--ssl-key=${made.key}`] : []),
    ],
    { stdio: ['ignore', log.fd, log.fd], detached: true, env },
  );
  await log.close();
  child.unref();
  const pid = child.pid ?? 0;
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `mysql://root@127.0.0.1:${String(port)}`;
  const deadline = Date.now() + 30_000;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`mariadbd did not start: ${(await readFile(join(folder, 'log'), 'utf8')).slice(-800)}`);
    await sleep(50);
  }
  return {
    pid,
    port,
    url,
    stop: async () => {
      await endProcess(pid, 'SIGTERM', 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 1000 });
    await connection.query('select 1');
    await connection.end();
    return true;
  } catch {
    return false;
  }
}
