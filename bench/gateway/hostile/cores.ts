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

/** With all its threads: the helpers of its garbage collector must have their turn. */
const schedule = (pid: number, policy: '--rr' | '--idle' | '--other'): Promise<unknown> =>
  run('chrt', ['--all-tasks', policy, '--pid', policy === '--rr' ? '1' : '0', String(pid)]);

/**
 * Lets this process interrupt the other one on their core, which takes root. Else the other one has what this one leaves, but is not
 * always interrupted at once.
 */
async function goFirst(other: number): Promise<string> {
  try {
    await schedule(process.pid, '--rr');
    return 'the honest client interrupts the other one';
  } catch {
    await schedule(other, '--idle');
    return 'the honest client waits for the other one now and then (run as root it would not)';
  }
}

export interface Apart {
  /** Where gateway and clients run: what is measured depends on it. */
  readonly where: string;
  /** Lets this process run where and how it could before. */
  restore(): Promise<void>;
}

/**
 * Gives a gateway a core of its own, and the others to both clients, as if all three were on machines of their own: this process,
 * which measures, and its neighbour. Takes Linux, two cores, `taskset` and `chrt`; else all stay where they are.
 */
export async function coresApart(gateway: number, neighbour: number): Promise<Apart> {
  let before = '';
  const restore = async (): Promise<void> => {
    if (before === '') return;
    await put(process.pid, before);
    await schedule(process.pid, '--other');
  };
  try {
    const allowed = await allowedCores();
    const [first, ...others] = coresIn(allowed);
    if (first === undefined || others.length === 0) throw new Error('one core');
    before = allowed;
    await put(gateway, String(first));
    for (const client of [process.pid, neighbour]) await put(client, others.join(','));
    return { where: `the gateway on a core of its own; ${await goFirst(neighbour)}`, restore };
  } catch {
    await restore().catch(() => undefined);
    return { where: 'gateway and clients on the same cores', restore: () => Promise.resolve() };
  }
}
