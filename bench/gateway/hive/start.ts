import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../kit/database/free-port.ts';
import { profiling, startProcess, type MeasuredProcess } from '../processes/measured-process.ts';
import { hiveProgram } from './install.ts';

export interface HiveOptions {
  /** The supergraph with the addresses of its subgraphs. */
  readonly supergraph: string;
  readonly profile: string | undefined;
}

/** Hive Gateway as its own program starts it, with the Rust planner, one process. */
export async function startHive(options: HiveOptions): Promise<{ process: MeasuredProcess; url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-bench-hive-'));
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, options.supergraph);
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const started = await startProcess(
    {
      entry: hiveProgram,
      args: ['supergraph', file, '--hive-router-runtime', '--host', '127.0.0.1', '--port', port],
      env: { NODE_ENV: 'production', LOG_LEVEL: 'error' },
      flags: profiling(options.profile),
    },
    (child) => answering(`${origin}/readiness`, once(child, 'exit')),
  );
  const { process } = started;
  return {
    url: `${origin}/graphql`,
    process: {
      ...process,
      stop: () => {
        process.stop();
        void rm(folder, { recursive: true, force: true });
      },
    },
  };
}

/** Waits until the address says 200; gives up after half a minute. */
async function answering(address: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (let tries = 0; tries < 300 && !isOver; tries++) {
    const response = await fetch(address).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await sleep(100);
  }
  throw new Error('Hive Gateway did not become ready within 30 s');
}
