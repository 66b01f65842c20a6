import { readdirSync, readFileSync } from 'node:fs';

/** The process and everything below it (Linux). A database server hangs only when all of its processes do. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      continue;
    }
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function signalTree(root: number, signal: NodeJS.Signals): void {
  for (const pid of processTree(root))
    try {
      process.kill(pid, signal);
    } catch {
      continue;
    }
}

/** Whether every thread of the process is stopped, or it is gone. */
function isStopped(pid: number): boolean {
  try {
    return readdirSync(`/proc/${String(pid)}/task`).every((task) => {
      const stat = readFileSync(`/proc/${String(pid)}/task/${task}/stat`, 'utf8');
      return ['T', 'Z'].includes(stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '');
    });
  } catch {
    return true;
  }
}

/** Hangs a server: its connections stay open and nothing answers. The signal takes a moment to reach every thread. */
export function freeze(root: number): void {
  signalTree(root, 'SIGSTOP');
  const patience = Date.now() + 1000;
  while (!processTree(root).every(isStopped) && Date.now() < patience);
}

export function thaw(root: number): void {
  signalTree(root, 'SIGCONT');
}
