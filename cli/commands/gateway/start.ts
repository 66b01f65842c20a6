import '../../../kit/http/small-while-loading.ts';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { engines, isEngineName } from '../../../gateway/engines/engines.ts';
import { gatewayEnv } from '../../../gateway/env.ts';
import { startGateway } from '../../../gateway/server.ts';
import { servicesOf } from '../../../gateway/supergraph-services.ts';
import { systemClock } from '../../../kit/context.ts';
import { createLogger } from '../../../kit/log.ts';
import { telemetryEnv } from '../../../kit/telemetry/env.ts';
import { openTelemetry } from '../../../kit/telemetry/telemetry.ts';
import { hubEnv } from '../../env.ts';
import { UsageError } from '../../faults.ts';
import { Cleanup } from '../../hub/cleanup.ts';
import { forgetOnSignal } from '../../hub/forget-on-signal.ts';
import { gatherEnv } from '../../hub/gather-env.ts';
import { assertPortsFree, metricsPort } from '../../hub/ports-free.ts';
import { readGiven } from '../../hub/read-file.ts';
import { addServerEnd } from '../../hub/server-end.ts';
import { exit, writeJson } from '../../io.ts';
import type { Command } from '../../verb.ts';

/** Longest that any part but the server may take to end, milliseconds. */
const endMs = 3_500;

/**
 * A gateway over any subgraphs, at the addresses that their supergraph names; JSON: `{ url, pid, engine, subgraphs }`
 * once it is ready. Runs until it is told to end.
 */
export const command: Command = async (input, io) => {
  const given = input.text('supergraph');
  if (given === null)
    throw new UsageError('Which supergraph? Give --supergraph <file>, as any Federation 2 composition writes it.');
  const [env, telemetryWanted, gatewayWanted] = gatherEnv(
    () => hubEnv(io.env),
    () => telemetryEnv(io.env),
    () => gatewayEnv(io.env),
  );
  const { settings, engine: fromEnv, drainGraceMs: graceMs } = gatewayWanted;
  const supergraphFile = resolve(given);
  const subgraphs = servicesOf(
    await readGiven(supergraphFile, 'Give --supergraph the file that your composition wrote.'),
  ).map(({ name }) => name);
  const port = input.number('port') ?? settings.port;
  const named = input.text('engine') ?? fromEnv;
  if (!isEngineName(named))
    throw new UsageError(`There is no engine ${named}. Known: ${Object.keys(engines).join(', ')}.`);
  await assertPortsFree(settings.host, [
    { port, choose: `--port ${String(port + 100)}, or GATEWAY_PORT=${String(port + 100)}` },
    metricsPort(telemetryWanted),
  ]);
  const ends = new Cleanup();
  try {
    const log = createLogger({ name: 'gateway', level: env.logLevel });
    const telemetry = await openTelemetry(telemetryWanted, { service: 'gateway', host: settings.host, log });
    ends.add('telemetry', () => telemetry.stop());
    const gateway = await startGateway({
      ...settings,
      port,
      log,
      telemetry,
      supergraphFile,
      services: servicesOf,
      clock: systemClock,
      engine: engines[named],
    });
    addServerEnd(ends, gateway, { graceMs, closeWithinMs: settings.requestTimeoutMs }, io);
    ends.add('cache signal', forgetOnSignal(gateway, log));
    if (input.json) writeJson(io, { url: gateway.url, pid: process.pid, engine: named, subgraphs });
    else io.stdout.write(`Gateway over ${subgraphs.join(', ')} ready at ${gateway.url}\n`);
    if (!io.signal.aborted) await once(io.signal, 'abort');
    return exit.done;
  } finally {
    for (const problem of await ends.run(endMs)) io.stderr.write(`${problem}\n`);
  }
};
