import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id lives (also when it is not ours to signal). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function pidIn(file: string): Promise<number | null> {
  try {
    const pid = Number((await readFile(file, 'utf8')).split('\n', 1)[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether the process looks like a PostgreSQL of this cluster; where that can't be seen (no /proc) it is believed. */
async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  try {
    return (await readFile(`/proc/${String(pid)}/cmdline`, 'utf8')).includes(cluster);
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * Makes sure that nobody else runs the cluster. A server that outlived its hub (killed hard) is stopped; the pid file of
 * a server that is gone is removed; a server whose hub lives is an error.
 */
export async function takeOver(dataDir: string, cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const ownerFile = join(dataDir, 'owner.pid');
  const postmaster = await pidIn(pidFile);
  if (postmaster !== null && (await isPostmasterOf(postmaster, cluster))) {
    const owner = await pidIn(ownerFile);
    if (owner !== null && isAlive(owner))
      throw new Error(
        `${dataDir} is in use by process ${String(owner)} (its PostgreSQL is process ${String(postmaster)}). ` +
          'Stop that hub first, or give this one another HUB_DATA_DIR.',
      );
    await endPostgres(postmaster);
  }
  await rm(pidFile, { force: true });
  await writeFile(ownerFile, `${String(process.pid)}\n`);
}

/** How long a server may write what it has in memory before it is ended at once: then it must recover, and loses what is not logged. */
const writesWithinMs = 60_000;

/** Ends a PostgreSQL: its clients at once, the server when everything is written. */
export function endPostgres(postmaster: number): Promise<void> {
  // SIGINT: «fast» shutdown; SIGQUIT: at once, recovers at the next start.
  return endProcess(postmaster, 'SIGINT', 'SIGQUIT', writesWithinMs);
}

/** Sends `first`, after `patienceMs` `second`, 1.5 s later SIGKILL; resolves when the process is gone. */
export async function endProcess(
  pid: number,
  first: NodeJS.Signals,
  second: NodeJS.Signals,
  patienceMs = 3000,
): Promise<void> {
  const start = Date.now();
  let sent = 0;
  const steps: readonly (readonly [number, NodeJS.Signals])[] = [
    [0, first],
    [patienceMs, second],
    [patienceMs + 1500, 'SIGKILL'],
  ];
  while (isAlive(pid) && Date.now() - start < patienceMs + 3000) {
    const next = steps[sent];
    if (next && Date.now() - start >= next[0]) {
      sent++;
      try {
        process.kill(pid, next[1]);
      } catch {
        return;
      }
    }
    await sleep(20);
  }
}
