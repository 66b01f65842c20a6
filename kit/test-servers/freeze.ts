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

/** Hangs a server: its connections stay open and nothing answers. */
export function freeze(root: number): void {
  signalTree(root, 'SIGSTOP');
}

export function thaw(root: number): void {
  signalTree(root, 'SIGCONT');
}
