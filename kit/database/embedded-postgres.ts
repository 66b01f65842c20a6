import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { launcherFor, type Launcher } from './embedded-account.ts';
import { embeddedBinaries, type EmbeddedBinaries } from './embedded-binaries.ts';
import { endPostgres, takeOver } from './embedded-owner.ts';
import { freePort } from './free-port.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of ours; made when absent, its cluster is reused when present. */
  readonly dataDir: string;
  /** Port on 127.0.0.1; a free one when not given. */
  readonly port?: number;
  /** Trades safety against a power cut for speed: for tests and for data that can be made again. */
  readonly throwAway?: boolean;
  /** Settings of the server beside those of the hub, by their names in PostgreSQL. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (step: 'creating' | 'starting' | 'ready') => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Whether the cluster was made by this start. */
  readonly isNew: boolean;
  /** Connection URL of the superuser; a secret. */
  url(database: string): string;
  /** Ends the server, whatever its clients do, as soon as it has written what it holds (a minute at most). The data stays. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL as a child process, listening on 127.0.0.1 only. It is in a session of its own, so that Ctrl-C in the
 * terminal reaches the hub alone and the hub ends it last; when the hub's process ends without `stop`, it is told to end too.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'cluster');
  const binaries = await embeddedBinaries();
  await mkdir(dataDir, { recursive: true });
  const launcher = await launcherFor([binaries.native, dataDir]);
  await takeOver(dataDir, cluster);
  const isNew = !existsSync(join(cluster, 'PG_VERSION'));
  if (isNew) {
    options.onProgress?.('creating');
    await createCluster(dataDir, cluster, binaries, launcher);
  }
  const password = (await readFile(join(dataDir, 'password'), 'utf8')).trim();
  options.onProgress?.('starting');
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    try {
      const pid = await startServer({
        dataDir,
        cluster,
        port,
        password,
        binaries,
        launcher,
        throwAway: options.throwAway ?? false,
        settings: options.settings ?? {},
      });
      options.onProgress?.('ready');
      return handle(pid, port, password, isNew);
    } catch (error) {
      // Somebody may have taken the free port in between.
      if (options.port !== undefined || attempt === 3) throw error;
    }
  }
}

async function createCluster(
  dataDir: string,
  cluster: string,
  binaries: EmbeddedBinaries,
  launcher: Launcher,
): Promise<void> {
  // initdb runs in a folder beside, so that an interrupted start leaves no half cluster behind.
  const making = join(dataDir, 'cluster.new');
  await rm(making, { recursive: true, force: true });
  await rm(cluster, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  const passwordFile = join(dataDir, 'password');
  await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (launcher.account) {
    await chown(making, launcher.account.uid, launcher.account.gid);
    await chown(passwordFile, launcher.account.uid, launcher.account.gid);
  }
  await chmod(passwordFile, 0o600);
  // Character classes of pg_trgm come from lc_ctype: with plain C, Chinese text has no trigrams.
  const ctype = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C';
  const args = [
    `--pgdata=${making}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
    '--no-sync',
    '--no-instructions',
  ];
  const words = [...launcher.prefix, binaries.initdb, ...args];
  const child = spawn(words[0] ?? '', words.slice(1), {
    ...launcher.spawn,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let talk = '';
  child.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error(`initdb could not create ${cluster}: ${talk.trim().slice(-800)}`);
  await rename(making, cluster);
}

interface Start {
  dataDir: string;
  cluster: string;
  port: number;
  password: string;
  binaries: EmbeddedBinaries;
  launcher: Launcher;
  throwAway: boolean;
  settings: Readonly<Record<string, string>>;
}

/** How long a server may take to let clients in, by what it says meanwhile. */
const startsWithinMs = { silent: 30_000, recovering: 600_000 };
/** SQLSTATE of a server that starts up. */
const cannotConnectNow = '57P03';

async function startServer(start: Start): Promise<number> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    shared_buffers: '64MB',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(start.throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } : {}),
    ...start.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const words = [
    ...start.launcher.prefix,
    start.binaries.postgres,
    '-D',
    start.cluster,
    '-p',
    String(start.port),
    ...flags,
  ];
  const logFile = join(start.dataDir, 'postgres.log');
  const log = await open(logFile, 'w', 0o600);
  const child = spawn(words[0] ?? '', words.slice(1), {
    ...start.launcher.spawn,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let ended = false;
  child.once('error', () => (ended = true)).once('exit', () => (ended = true));
  await log.close();
  child.unref();
  const began = Date.now();
  for (let state = await stateOf(start); state !== 'ready'; state = await stateOf(start)) {
    if (ended || Date.now() - began > startsWithinMs[state]) {
      child.kill('SIGQUIT');
      const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-6).join(' | ');
      throw new Error(`the embedded PostgreSQL did not start on port ${String(start.port)} (log: ${logFile}): ${tail}`);
    }
    await sleep(30);
  }
  return child.pid ?? 0;
}

/** Whether it lets clients in; «recovering» is one that was not ended in order and reads its log. */
async function stateOf({ port, password }: Start): Promise<'ready' | 'recovering' | 'silent'> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return 'ready';
  } catch (error) {
    return (error as { code?: unknown }).code === cannotConnectNow ? 'recovering' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

function handle(pid: number, port: number, password: string, isNew: boolean): EmbeddedPostgres {
  const lastResort = (): void => {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // already gone
    }
  };
  process.once('exit', lastResort);
  return {
    port,
    pid,
    isNew,
    url: (database) => `postgres://postgres:${password}@127.0.0.1:${String(port)}/${encodeURIComponent(database)}`,
    stop: async () => {
      await endPostgres(pid);
      process.off('exit', lastResort);
    },
  };
}
