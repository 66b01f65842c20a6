import type { SyncReport } from '../../kit/subgraph/sync.ts';
import { hubEnv } from '../env.ts';
import { UsageError } from '../faults.ts';
import { assertUrls, definitionsOf, sourceFolders } from '../hub/definitions.ts';
import { loadModules } from '../hub/subgraph-modules.ts';
import { syncApart } from '../hub/sync-apart.ts';
import { renderSync, syncTicker } from '../hub/sync-progress.ts';
import { exit, writeJson } from '../io.ts';
import { progressOn } from '../progress.ts';
import type { Command } from '../verb.ts';

/** Takes the feeds of the sources into the hub's own database; JSON: the SyncReport. Needs HUB_DATABASE_URL. */
export const command: Command = async (input, io) => {
  const env = hubEnv(io.env);
  const folders = sourceFolders(input.list('sources'), env.sources);
  if (folders.length === 0) throw new UsageError('Which sources? Give --sources <folders...> or set HUB_SOURCES.');
  if (env.databaseUrl === null)
    throw new UsageError(
      'Set HUB_DATABASE_URL to the PostgreSQL of the hub. (`hub start` without it syncs its embedded one by itself.)',
    );
  const modules = await loadModules();
  const definitions = definitionsOf(folders, modules);
  assertUrls(definitions, io.env);
  const options = {
    ...(input.list('system').length > 0 && { systems: input.list('system') }),
    dryRun: input.flag('dryRun'),
    anew: input.flag('anew'),
  };
  const task = { folders, env: { ...io.env }, logLevel: env.logLevel, options };
  let report: SyncReport;
  try {
    report = await progressOn(io.stderr).step('Reading customers from the sources', (tick) =>
      syncApart(task, { signal: io.signal, onProgress: syncTicker(tick) }),
    );
  } catch (error) {
    if (!io.signal.aborted) throw error;
    io.stderr.write(
      'Ended before it was done. Each system is as it was before or read whole, and nothing is half written.\n',
    );
    return exit.interrupted;
  }
  if (input.json) writeJson(io, report);
  else io.stdout.write(renderSync(report));
  return report.sources.some((s) => s.status === 'FAILED') ? exit.unanswered : exit.done;
};
