import { once } from 'node:events';
import { systemClock } from '../../../kit/context.ts';
import { readEnv } from '../../../kit/env/read-env.ts';
import { createLogger } from '../../../kit/log.ts';
import { didYouMean } from '../../../kit/sources/nearest.ts';
import { longestRequestMs, serveSubgraph } from '../../../kit/subgraph/serve.ts';
import { telemetryEnv } from '../../../kit/telemetry/env.ts';
import { openTelemetry } from '../../../kit/telemetry/telemetry.ts';
import { envPrefix, registry } from '../../../schema/registry.ts';
import { hubEnv } from '../../env.ts';
import { variables } from '../../subgraph-env.ts';
import { UsageError } from '../../faults.ts';
import { Cleanup } from '../../hub/cleanup.ts';
import { assertUrls, definitionsOf, sourceFolders } from '../../hub/definitions.ts';
import { gatherEnv } from '../../hub/gather-env.ts';
import { openHub } from '../../hub/open-hub.ts';
import { assertPortsFree, metricsPort } from '../../hub/ports-free.ts';
import { addServerEnd } from '../../hub/server-end.ts';
import { loadModules } from '../../hub/subgraph-modules.ts';
import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

/** Longest that any part but the server may take to end, milliseconds. */
const endMs = 3_500;

/** Serves one subgraph until it is told to end; JSON: `{ name, url }` once it listens. */
export const command: Command = async (input, io) => {
  const [name = ''] = input.args;
  const entry = registry.find((e) => e.name === name);
  const names = registry.map((e) => e.name);
  if (!entry)
    throw new UsageError(`There is no subgraph ${name}; ${didYouMean(name, names) || `known: ${names.join(', ')}.`}`);
  const [env, telemetryWanted, own] = gatherEnv(
    () => hubEnv(io.env),
    () => telemetryEnv(io.env),
    () => readEnv(variables, io.env),
  );
  const folders = sourceFolders(input.list('sources'), env.sources);
  if (folders.length === 0)
    throw new UsageError(`Which sources does ${name} read? Give --sources <folders...> or set HUB_SOURCES.`);
  const { host } = own;
  const port = input.number('port') ?? own.ports[name] ?? entry.port;
  await assertPortsFree(host, [{ port, choose: `--port, or ${envPrefix(name)}_PORT` }, metricsPort(telemetryWanted)]);
  const modules = await loadModules();
  const all = definitionsOf(folders, modules);
  const keepsFeeds = modules.get(name)?.sync !== undefined;
  const definitions = all.filter((d) => keepsFeeds || d.serves.includes(name));
  assertUrls(definitions, io.env);
  const log = createLogger({ name, level: env.logLevel });
  const ends = new Cleanup();
  try {
    const telemetry = await openTelemetry(telemetryWanted, { service: name, host, log });
    ends.add('telemetry', () => telemetry.stop());
    const hub = openHub({ modules, definitions, env: io.env, log, clock: systemClock, telemetry });
    ends.add('sources', () => hub.stop());
    const [subgraph] = await hub.start([name]);
    if (!subgraph) throw new Error(`subgraph ${name} did not start`);
    const served = await serveSubgraph(subgraph, { log, host, port, telemetry });
    addServerEnd(ends, served, { graceMs: 0, closeWithinMs: longestRequestMs }, io);
    if (input.json) writeJson(io, { name, url: served.url });
    else io.stdout.write(`Subgraph ${name} ready at ${served.url}\n`);
    if (!io.signal.aborted) await once(io.signal, 'abort');
    return exit.done;
  } finally {
    for (const problem of await ends.run(endMs)) io.stderr.write(`${problem}\n`);
  }
};
