import { systemClock } from '../../../kit/context.ts';
import { createLogger } from '../../../kit/log.ts';
import type { EraseReport } from '../../../kit/subgraph/erase.ts';
import { hubEnv } from '../../env.ts';
import { UsageError } from '../../faults.ts';
import { definitionsOf, sourceFolders } from '../../hub/definitions.ts';
import { openHub } from '../../hub/open-hub.ts';
import { loadModules } from '../../hub/subgraph-modules.ts';
import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

const count = (n: number): string => `${String(n)} ${n === 1 ? 'account' : 'accounts'}`;

function render({ dryRun, customer, accounts, heldBy }: EraseReport): string {
  const did = dryRun ? 'Would erase' : 'Erased';
  const held = heldBy.map((one) => `  ${one.system}: ${count(one.accounts)} (${one.ids.join(', ')})\n`);
  const rest =
    held.length === 0
      ? 'No legacy system holds an account of it any more.\n'
      : `Legacy systems that still hold it, and that the hub only reads:\n${held.join('')}`;
  return `${did} customer ${customer}: ${count(accounts)}.\n${rest}`;
}

/** Removes every personal value of a customer from the hub's own database; JSON: the EraseReport. Needs HUB_DATABASE_URL. */
export const command: Command = async (input, io) => {
  const env = hubEnv(io.env);
  const reason = input.text('reason');
  if (reason === null)
    throw new UsageError('Why? Give --reason, for instance the number of the request; never a name.');
  if (env.databaseUrl === null) throw new UsageError('Set HUB_DATABASE_URL to the PostgreSQL of the hub.');
  const modules = await loadModules();
  const folders = sourceFolders(input.list('sources'), env.sources);
  const log = createLogger({ name: 'erase', level: env.logLevel });
  const definitions = folders.length === 0 ? [] : definitionsOf(folders, modules);
  const hub = openHub({ modules, definitions, env: io.env, log, clock: systemClock });
  try {
    const report = await hub.erase({ customer: input.args[0] ?? '', reason, dryRun: input.flag('dryRun') });
    if (input.json) writeJson(io, report);
    else io.stdout.write(render(report));
    return exit.done;
  } finally {
    await hub.stop();
  }
};
