// Loaded before everything else in each measured process, also in programs that are not ours: says what it has used so far.
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers';

const mebi = 1024 ** 2;

/** Most memory that was resident since `begin` or `settle`; where the system can't tell, since the start. */
function peakMiB() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

function usage() {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, rssMiB: rss / mebi, heapMiB: heapUsed / mebi, peakMiB: peakMiB() };
}

/** The peak of what went before does not count. */
function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux: peaks are of the whole life of the process.
  }
}

/** What is done before the usage is told, by what is asked. */
const before = new Map([
  ['usage', () => undefined],
  ['begin', forgetPeak],
  [
    'settle',
    () => {
      globalThis.gc?.();
      forgetPeak();
    },
  ],
]);

process.on('message', (asked) => {
  const first = before.get(asked);
  if (!first) return;
  first();
  process.send?.({ usage: usage() });
});
process.on('disconnect', () => {
  process.exitCode = 0;
  setTimeout(() => process.kill(process.pid), 100);
});
