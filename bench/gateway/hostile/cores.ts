import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Cores that this process may run on, as Linux lists them: `0-3,6`. */
export function coresIn(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

async function allowedCores(): Promise<string> {
  const status = await readFile('/proc/self/status', 'utf8');
  return /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
}

const put = (pid: number, cores: string): Promise<unknown> =>
  run('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)]);

export interface Apart {
  /** Whether it could be done: it takes Linux, two cores, `taskset` and `chrt`. */
  readonly isDone: boolean;
  /** Lets this process run where it could before. */
  restore(): Promise<void>;
}

/**
 * Gives a gateway a core of its own, as if its clients were on other machines, and the others to both clients: this process, which
 * measures, and its neighbour, which runs there only while this one has nothing to do.
 */
export async function coresApart(gateway: number, neighbour: number): Promise<Apart> {
  let before = '';
  const restore = async (): Promise<void> => {
    if (before !== '') await put(process.pid, before);
  };
  try {
    const allowed = await allowedCores();
    const [first, ...others] = coresIn(allowed);
    if (first === undefined || others.length === 0) return { isDone: false, restore };
    before = allowed;
    await put(gateway, String(first));
    for (const client of [process.pid, neighbour]) await put(client, others.join(','));
    await run('chrt', ['--all-tasks', '--idle', '--pid', '0', String(neighbour)]);
    return { isDone: true, restore };
  } catch {
    await restore().catch(() => undefined);
    return { isDone: false, restore };
  }
}
