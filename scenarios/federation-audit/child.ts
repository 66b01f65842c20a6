import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

export interface Child {
  /** Everything on stdout so far. */
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
  /** Ends it, by force when it has not ended after three seconds. */
  stop(): Promise<void>;
}

/** Another Node process, with the arguments as they would be typed after `node`. */
export function node(args: readonly string[], options: { cwd: string; env?: Record<string, string> }): Child {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const read = (stream: 'stdout' | 'stderr'): (() => string) => {
    let text = '';
    child[stream].on('data', (chunk: Buffer) => (text += chunk.toString()));
    return () => text;
  };
  return { out: read('stdout'), err: read('stderr'), ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(timer);
}

/** A port that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks again and again until `ask` gives something. Throws `otherwise()` after `withinMs`. */
export async function until<T>(ask: () => Promise<T | null>, withinMs: number, otherwise: () => string): Promise<T> {
  const last = Date.now() + withinMs;
  for (;;) {
    const found = await ask().catch(() => null);
    if (found !== null) return found;
    if (Date.now() > last) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
