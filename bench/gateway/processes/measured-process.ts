import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a process has used so far. */
export interface Usage {
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  readonly rssMiB: number;
  readonly heapMiB: number;
  /** Most memory that was resident since `begin` or `settle`. */
  readonly peakMiB: number;
}

export interface MeasuredProcess {
  readonly pid: number;
  usage(): Promise<Usage>;
  /** Forgets the peak. */
  begin(): Promise<Usage>;
  /**
   * Collects garbage and forgets the peak. Not for a server whose speed is measured next: a forced collection without a request
   * under way throws away all compiled code that knows objects of requests.
   */
  settle(): Promise<Usage>;
  /** Sends a word that the process itself understands. */
  tell(word: string): void;
  /** Sends a word that the process answers with a figure. */
  ask(word: string): Promise<number>;
  stop(): void;
}

/** What a process answers. */
interface Answers {
  readonly usage: Usage;
  readonly figure: number;
}

export interface ProcessOptions {
  /** File to run. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Flags of Node. */
  readonly flags: readonly string[];
}

const usageModule = new URL('./usage.mjs', import.meta.url).href;
/** Starts a program of ours as `npm start` does. */
const runSource = fileURLToPath(new URL('../../../bin/run.mjs', import.meta.url));

/** Where V8 writes a CPU profile of the process at its end. */
export const profiling = (folder: string | undefined): string[] =>
  folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];

/** A process that is measured. Throws what it wrote to stderr when it ends before `ready` says so. */
export async function startProcess<T>(
  options: ProcessOptions,
  ready: (child: ChildProcess) => Promise<T>,
): Promise<{ process: MeasuredProcess; ready: T }> {
  const { entry, args, env, flags } = options;
  const child = fork(entry, args, {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc', '--import', usageModule, ...flags],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Ctrl-C is for the benchmark alone, which ends its processes itself.
    detached: true,
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2_000)));
  const died = once(child, 'exit').then(() => {
    throw new Error(`${entry} ended before it was ready.\n${complaint}`);
  });
  died.catch(() => undefined);
  const ask = async <K extends keyof Answers>(word: string, key: K): Promise<Answers[K]> => {
    if (!child.connected) throw new Error(`${entry} has ended.\n${complaint}`);
    child.send(word);
    for (;;) {
      const [answer] = (await once(child, 'message', { signal: AbortSignal.timeout(60_000) })) as [Partial<Answers>];
      const found = answer[key];
      if (found !== undefined) return found;
    }
  };
  try {
    const value = await Promise.race([ready(child), died]);
    return {
      process: {
        pid: child.pid ?? 0,
        usage: () => ask('usage', 'usage'),
        begin: () => ask('begin', 'usage'),
        settle: () => ask('settle', 'usage'),
        ask: (word) => ask(word, 'figure'),
        tell: (word) => {
          child.send(word);
        },
        stop: () => {
          if (child.connected) child.disconnect();
        },
      },
      ready: value,
    };
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** A process of ours, `processes/<name>.ts`, that sends `{ ready }` once it is. */
export async function startOwn<T>(
  name: string,
  options: Omit<ProcessOptions, 'entry' | 'flags'> & { readonly profile: string | undefined },
): Promise<{ process: MeasuredProcess; ready: T }> {
  return startProcess<T>(
    {
      entry: runSource,
      args: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), ...options.args],
      env: options.env,
      flags: profiling(options.profile),
    },
    async (child) => {
      const [{ ready }] = (await once(child, 'message')) as [{ ready: T }];
      return ready;
    },
  );
}
