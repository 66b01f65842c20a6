import type { EngineOptions, Service } from '../engine.ts';
import type { CallableSubgraph } from './answer-of.ts';
import { inProcessCall } from './in-process-call.ts';
import { fetchObserver } from './observed-fetch.ts';
import { protectCall, type ProtectedCall } from './protect-call.ts';
import { remoteDefaults } from './remote-limits.ts';
import { timeLimit } from './time-limit.ts';

export interface CallableSubgraphs {
  readonly byName: ReadonlyMap<string, CallableSubgraph>;
  /** Ends what they hold, connections of the remote ones too. */
  stop(): Promise<void>;
}

/** A service at a URL as something to call. */
type CallRemote = (service: Extract<Service, { url: string }>, timeoutMs: number) => ProtectedCall;

/** Every service of an engine as something to call. */
export async function callableSubgraphs(options: EngineOptions): Promise<CallableSubgraphs> {
  const { log, services, subgraphTimeoutMs } = options;
  const remote = services.some((service) => 'url' in service) ? await openRemote(options) : null;
  const callOf = (service: Service, timeoutMs: number): Pick<CallableSubgraph, 'call' | 'end'> => {
    // Subgraphs of this process need no protection of their own: their systems have it.
    if ('subgraph' in service) return { call: inProcessCall(service.subgraph, log), end: () => undefined };
    if (remote === null) throw new Error(`no connections for subgraph ${service.name}`);
    return remote.call(service, timeoutMs);
  };
  const byName = new Map(
    services.map((service) => {
      const { name, timeoutMs = subgraphTimeoutMs } = service;
      const running = 'subgraph' in service ? service.subgraph : null;
      const observe = fetchObserver(name, { isRemote: running === null }, options.telemetry);
      const limit = timeLimit(name, timeoutMs);
      return [name, { name, limit, log, observe, running, ...callOf(service, timeoutMs) }];
    }),
  );
  return {
    byName,
    async stop() {
      for (const subgraph of byName.values()) subgraph.end();
      await remote?.stop();
    },
  };
}

/** Connections to remote subgraphs; the HTTP client is loaded only where there are any. */
async function openRemote(options: EngineOptions): Promise<{ call: CallRemote; stop(): Promise<void> }> {
  const { remoteCall, remoteConnections } = await import('./remote-call.ts');
  const { log, maxSubgraphAnswerBytes: maxBytes, remote = remoteDefaults } = options;
  const { connections: running, waiting, spareAfter } = remote;
  const connections = remoteConnections(remote);
  return {
    call: ({ name: subgraph, url }, timeoutMs) => {
      const call = remoteCall({ subgraph, url, log, connections, maxBytes });
      return protectCall(call, { subgraph, log, running, waiting, timeoutMs, spareAfter });
    },
    stop: () => connections.destroy(),
  };
}
