import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '../faults.ts';

export interface DataDir {
  readonly path: string;
  /** Whether this process made the folder. */
  readonly isNew: boolean;
  /** Lets the next one in. The folder goes too when this process made it and it is not to be kept. */
  release(keep: boolean): void;
}

interface Owner {
  pid: number;
  born: string;
}

/** Makes the folder if need be and locks it for this process. Throws Refusal when another hub has it. */
export function takeDataDir(folder: string): DataDir {
  const path = resolve(folder);
  const isNew = !existsSync(path);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Refusal(`HUB_DATA_DIR ${path} can't be made (${code}). Give a folder that you may write to.`);
  }
  const lock = join(path, 'hub.lock');
  takeLock(lock, path);
  return {
    path,
    isNew,
    release: (keep) => {
      if (isNew && !keep) rmSync(path, { recursive: true, force: true });
      else rmSync(lock, { force: true });
    },
  };
}

function takeLock(file: string, folder: string): void {
  for (let attempt = 1; attempt <= 5; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify({ pid: process.pid, born: birthOf(process.pid) } satisfies Owner));
      closeSync(handle);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST')
        throw new Refusal(`HUB_DATA_DIR ${folder} can't be written to (${code ?? 'unknown'}). Give a folder of yours.`);
    }
    const owner = ownerIn(file);
    if (owner && lives(owner))
      throw new Refusal(
        `Another hub (process ${String(owner.pid)}) has the data in ${folder}. Stop it, or give this one another HUB_DATA_DIR.`,
      );
    // Whoever wrote it is gone: killed hard, or the machine went down.
    rmSync(file, { force: true });
  }
  throw new Refusal(`The lock ${file} can't be taken: another hub is starting at the same moment. Try again.`);
}

function ownerIn(file: string): Owner | null {
  try {
    const { pid, born } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>;
    return typeof pid === 'number' && typeof born === 'string' ? { pid, born } : null;
  } catch {
    return null;
  }
}

function lives({ pid, born }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // Ids of processes are given again, in containers nearly always the same ones.
  return birthOf(pid) === born;
}

/** When a process began, in ticks since boot; '' where the system does not tell. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
