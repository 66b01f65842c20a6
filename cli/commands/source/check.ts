import { createRequestContext, systemClock } from '../../../kit/context.ts';
import { openDatabase } from '../../../kit/database/open-database.ts';
import { Secret } from '../../../kit/env/secret.ts';
import { createLogger } from '../../../kit/log.ts';
import { checksToJson, hasErrors, renderChecks } from '../../../kit/sources/check/check-result.ts';
import type { CheckResult } from '../../../kit/sources/check/check-result.ts';
import { checkSource } from '../../../kit/sources/check/check-source.ts';
import type { SourceDefinition } from '../../../kit/sources/definition.ts';
import { loadSources } from '../../../kit/sources/load.ts';
import { openSource } from '../../../kit/sources/open-source.ts';
import { problemsToJson, renderProblems } from '../../../kit/sources/problem.ts';
import { hubEnv } from '../../env.ts';
import type { HubEnv } from '../../env.ts';
import { ownSources, sourceFolders } from '../../hub/definitions.ts';
import { loadModules, relationsOf } from '../../hub/subgraph-modules.ts';
import { exit, writeJson } from '../../io.ts';
import type { ExitCode, Io } from '../../io.ts';
import type { Command } from '../../verb.ts';

/** A whole check of one system may take this long. */
const limitMs = 600_000;

/**
 * Checks source folders, then the databases whose URL is set; writes nothing. JSON: `{ ok, sources, count, problems, counts,
 * checks }`.
 */
export const command: Command = async (input, io) => {
  const env = hubEnv(io.env);
  const named = sourceFolders(input.args, env.sources);
  const folders = named.length > 0 ? named : [ownSources];
  const relations = relationsOf(await loadModules());
  const { sources, problems } = loadSources(folders, relations);
  const results: CheckResult[] = [];
  for (const definition of sources) {
    const why = input.flag('offline')
      ? '--offline'
      : io.env[definition.connection]
        ? null
        : `${definition.connection} is not set`;
    if (why !== null) results.push(notTried(definition, why));
    else results.push(...(await tryOne(definition, relations, env, io)));
  }
  const isOk = problems.length === 0 && !hasErrors(results);
  if (input.json)
    writeJson(io, {
      ok: isOk,
      sources: sources.map((s) => s.system),
      ...problemsToJson(problems),
      ...checksToJson(results),
    });
  else {
    if (problems.length > 0) io.stdout.write(renderProblems(problems));
    if (results.length > 0) io.stdout.write(renderChecks(results));
  }
  const count = sources.length === 1 ? '1 source is' : `${String(sources.length)} sources are`;
  io.stderr.write(isOk ? `${count} in order.\n` : 'Not everything is in order.\n');
  return isOk ? exit.done : codeOf(problems.length, results);
};

/** No answer is the reason only when nothing else is wrong. */
function codeOf(problemCount: number, results: readonly CheckResult[]): ExitCode {
  const wrong = results.filter((r) => r.status === 'error');
  return problemCount === 0 && wrong.every((r) => r.check === 'connection') ? exit.unanswered : exit.failed;
}

const notTried = ({ system }: SourceDefinition, why: string): CheckResult => ({
  system,
  relation: null,
  check: 'connection',
  status: 'skipped',
  note: `the files are in order; the database was not asked: ${why}`,
});

async function tryOne(
  definition: SourceDefinition,
  relations: ReturnType<typeof relationsOf>,
  env: HubEnv,
  io: Io,
): Promise<CheckResult[]> {
  const url = new Secret(io.env[definition.connection] ?? '');
  const database = openDatabase({ system: definition.system, url, connections: 2, connectTimeoutMs: 5_000 });
  const log = createLogger({ name: 'source check', level: env.logLevel });
  const all = [...relations.values()].flat();
  const source = openSource(definition, { url, relations: all, log, clock: systemClock });
  try {
    const context = createRequestContext({ requestId: 'source-check', timeoutMs: limitMs, signal: io.signal });
    return await checkSource(definition, { relations, database, source, context });
  } finally {
    await Promise.all([database.close(), source.close()]);
  }
}
