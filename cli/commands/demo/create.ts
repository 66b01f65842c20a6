import { join, resolve } from 'node:path';
import type { Secret } from '../../../kit/env/secret.ts';
import { hubEnv } from '../../env.ts';
import type { HubEnv } from '../../env.ts';
import { Cleanup } from '../../hub/cleanup.ts';
import { takeDataDir } from '../../hub/data-dir.ts';
import { ensureDemo } from '../../hub/demo-company.ts';
import { startServer } from '../../hub/hub-database.ts';
import { exit, writeJson } from '../../io.ts';
import { progressOn } from '../../progress.ts';
import type { Command } from '../../verb.ts';

/** Makes the demo company; JSON: `{ made, customers, seed, accounts, stories, rows }`. */
export const command: Command = async (input, io) => {
  const env = hubEnv(io.env);
  const progress = progressOn(io.stderr);
  const ends = new Cleanup();
  try {
    const found = await ensureDemo({
      adminUrl: env.demoDatabaseUrl ?? (await embedded(env, ends)),
      customers: input.number('customers') ?? env.demoCustomers,
      seed: input.number('seed'),
      defaultCustomers: defaultCustomers,
      force: input.flag('force'),
      truthFolder: join(resolve(env.dataDir), 'demo'),
      progress,
      signal: io.signal,
    });
    const { made, customers, seed } = found;
    if (input.json) {
      const { accounts = null, stories = null, rows = null } = made ?? {};
      writeJson(io, { made: made !== null, customers, seed, accounts, stories, rows });
    } else if (made)
      io.stdout.write(
        `${String(customers)} customers with ${String(made.accounts)} accounts in ${String(Object.keys(made.rows).length)} systems; ${String(made.stories)} stories.\n`,
      );
    else
      io.stdout.write(`It is there: ${String(customers)} customers, seed ${String(seed)}. --force makes it again.\n`);
    return exit.done;
  } catch (error) {
    if (!io.signal.aborted) throw error;
    progress.say('Ended; what was begun was removed.');
    return exit.interrupted;
  } finally {
    for (const problem of await ends.run(endMs)) progress.say(problem);
  }
};

const defaultCustomers = 5000;
/** Longest that the embedded PostgreSQL may take to end, milliseconds. */
const endMs = 3_500;

async function embedded(env: HubEnv, ends: Cleanup): Promise<Secret> {
  const dir = takeDataDir(env.dataDir);
  ends.add('data folder', () => {
    dir.release(true);
    return Promise.resolve();
  });
  const server = await startServer(dir.path);
  ends.add('PostgreSQL', () => server.stop());
  return server.adminUrl;
}
