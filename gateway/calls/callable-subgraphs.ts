import type { Dispatcher } from 'undici';
import type { EngineOptions, Service } from '../engine.ts';
import type { CallableSubgraph } from './answer-of.ts';
import { inProcessCall } from './in-process-call.ts';
import { fetchObserver } from './observed-fetch.ts';
import { protectCall, type ProtectedCall } from './protect-call.ts';
import { remoteCall, remoteDefaults } from './remote-call.ts';

/** Every service of an engine, by name, as something to call. Whoever asked for them ends them. */
export function callableSubgraphs(options: EngineOptions, connections: Dispatcher): Map<string, CallableSubgraph> {
  const { log, services, subgraphTimeoutMs } = options;
  return new Map(
    services.map((service) => {
      const { name, timeoutMs = subgraphTimeoutMs } = service;
      const running = 'subgraph' in service ? service.subgraph : null;
      const observe = fetchObserver(name, { isRemote: running === null }, options.telemetry);
      return [name, { name, timeoutMs, log, observe, running, ...callOf(service, timeoutMs, options, connections) }];
    }),
  );
}

/** Subgraphs of this process need no protection of their own: their systems have it. */
function callOf(service: Service, timeoutMs: number, options: EngineOptions, connections: Dispatcher): ProtectedCall {
  const { log, maxSubgraphAnswerBytes, remote = remoteDefaults } = options;
  if ('subgraph' in service) return { call: inProcessCall(service.subgraph, log), end: () => undefined };
  const { name, url } = service;
  const call = remoteCall({ subgraph: name, url, log, connections, maxBytes: maxSubgraphAnswerBytes });
  const { connections: running, waiting, spareAfter } = remote;
  return protectCall(call, { subgraph: name, log, running, waiting, timeoutMs, spareAfter });
}
