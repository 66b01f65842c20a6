import { readFileSync } from 'node:fs';
import { exit } from './io.ts';
import { run } from './run.ts';

/** A terminal's Ctrl-C arrives twice under npm (from the terminal, and handed on): not a second wish to end. */
const sameWishMs = 700;
/** Who waits at a terminal for longer is told why. */
const tellMs = 1_500;
/** Everything must have ended by then, unless a command said that it may take longer. */
const patienceMs = 4_800;

/** The only place that exits. */
export async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const ending = new AbortController();
  let asked = 0;
  let longerMs = 0;
  const end = (): void => {
    const now = Date.now();
    if (asked > 0 && now - asked > sameWishMs) process.exit(exit.interrupted);
    if (asked > 0) return;
    asked = now;
    ending.abort();
    if (process.stderr.isTTY)
      setTimeout(
        () => process.stderr.write('Ending what is under way first; Ctrl-C again ends at once.\n'),
        tellMs,
      ).unref();
    setTimeout(() => process.exit(exit.interrupted), patienceMs + longerMs).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(end);
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);

  const code = await run(
    process.argv.slice(2),
    {
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      signal: ending.signal,
      mayTake: (ms) => {
        longerMs += ms;
      },
    },
    version,
  );
  process.exitCode = code;
  // Whatever still holds the process (a pool, a watcher) has had its chance; output must be written first.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** npm runs us below a shell that does not hand signals on: who ends npm ends the shell, and we would stay for ever. */
function whenOrphaned(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 300);
  timer.unref();
}

/** `hub ... | head` closes our stdout: that is no fault. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
