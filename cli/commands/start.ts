import '../../kit/http/small-while-loading.ts';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Service } from '../../gateway/engine.ts';
import { engines } from '../../gateway/engines/engines.ts';
import { startGateway } from '../../gateway/server.ts';
import type { Gateway } from '../../gateway/server.ts';
import { systemClock } from '../../kit/context.ts';
import { createLogger } from '../../kit/log.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import { openTelemetry, type Telemetry } from '../../kit/telemetry/telemetry.ts';
import { supergraphFile } from '../../schema/artefacts.ts';
import { Cleanup } from '../hub/cleanup.ts';
import { forgetOnSignal } from '../hub/forget-on-signal.ts';
import { assertPortsFree, metricsPort } from '../hub/ports-free.ts';
import { addServerEnd } from '../hub/server-end.ts';
import { startLocal } from '../hub/start-local.ts';
import { planStart } from '../hub/start-plan.ts';
import type { StartPlan } from '../hub/start-plan.ts';
import { exit, writeJson } from '../io.ts';
import { progressOn } from '../progress.ts';
import type { Command } from '../verb.ts';

/** Longest that any part but the server may take to end, milliseconds; a child process that does not end is killed by then. */
const endMs = 3_500;

/** Runs the hub until it is told to end; JSON: `{ url, pid, systems }` once it is ready. */
export const command: Command = async (input, io) => {
  const plan = planStart(input, io);
  const { host, requestTimeoutMs: closeWithinMs } = plan.gateway.settings;
  await assertPortsFree(host, [
    { port: plan.port, choose: `--port ${String(plan.port + 100)}, or GATEWAY_PORT=${String(plan.port + 100)}` },
    metricsPort(plan.telemetry),
  ]);
  const began = Date.now();
  const progress = progressOn(io.stderr);
  // On a terminal the log would write between the lines of progress: only what matters, unless asked for more.
  const isQuiet = io.stderr.isTTY === true && !io.env['HUB_LOG_LEVEL'];
  const log = createLogger({ name: 'hub', level: isQuiet ? 'warn' : plan.env.logLevel });
  const ends = new Cleanup();
  try {
    const telemetry = await openTelemetry(plan.telemetry, { service: 'hub', host, log });
    ends.add('telemetry', () => telemetry.stop());
    const { subgraphs, systems } = await startLocal({ plan, io, log, telemetry, ends, progress });
    io.signal.throwIfAborted();
    const gateway = await openGateway(plan, subgraphs, log, telemetry);
    addServerEnd(ends, gateway, { graceMs: plan.gateway.drainGraceMs, closeWithinMs }, io);
    ends.add('cache signal', forgetOnSignal(gateway, log));
    const url = reachable(gateway.url);
    progress.say(
      `Started in ${((Date.now() - began) / 1000).toFixed(1)} s. Open the address in a browser to ask; Ctrl-C ends the hub.`,
    );
    if (input.json) writeJson(io, { url, pid: process.pid, systems });
    else io.stdout.write(`Customer Hub ready at ${url}\n`);
    if (!io.signal.aborted) await once(io.signal, 'abort');
    return exit.done;
  } catch (error) {
    if (!io.signal.aborted) throw error;
    progress.say('Ended before it was ready.');
    return exit.interrupted;
  } finally {
    for (const problem of await ends.run(endMs)) progress.say(problem);
  }
};

function openGateway(
  plan: StartPlan,
  subgraphs: readonly RunningSubgraph[],
  log: ReturnType<typeof createLogger>,
  telemetry: Telemetry,
): Promise<Gateway> {
  const timeoutOf = (name: string) => {
    const timeoutMs = plan.gateway.subgraphs[name]?.timeoutMs ?? null;
    return timeoutMs === null ? {} : { timeoutMs };
  };
  const services: Service[] = [
    ...subgraphs.map((subgraph) => ({ name: subgraph.name, subgraph, ...timeoutOf(subgraph.name) })),
    ...plan.remote.map(({ name, url }) => ({ name, url, ...timeoutOf(name) })),
  ];
  return startGateway({
    ...plan.gateway.settings,
    port: plan.port,
    log: log.child({ service: 'gateway' }),
    telemetry,
    supergraphFile: fileURLToPath(supergraphFile),
    services,
    clock: systemClock,
    engine: engines[plan.gateway.engine],
  });
}

/** An address to give to a person: nobody can go to 0.0.0.0. */
const reachable = (url: string): string => url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
