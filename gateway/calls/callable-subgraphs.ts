import type { Dispatcher } from 'undici';
import type { EngineOptions, Service } from '../engine.ts';
import type { CallableSubgraph } from './answer-of.ts';
import { inProcessCall } from './in-process-call.ts';
import { remoteCall } from './remote-call.ts';
import type { SubgraphCall } from './subgraph-call.ts';

/** Every service of an engine, by name, as something to call. */
export function callableSubgraphs(options: EngineOptions, connections: Dispatcher): Map<string, CallableSubgraph> {
  const { log, services, subgraphTimeoutMs } = options;
  return new Map(
    services.map((service) => [
      service.name,
      {
        name: service.name,
        call: callOf(service, options, connections),
        timeoutMs: service.timeoutMs ?? subgraphTimeoutMs,
        log,
        running: 'subgraph' in service ? service.subgraph : null,
      },
    ]),
  );
}

function callOf(
  service: Service,
  { log, maxSubgraphAnswerBytes }: EngineOptions,
  connections: Dispatcher,
): SubgraphCall {
  if ('subgraph' in service) return inProcessCall(service.subgraph, log);
  const { name, url } = service;
  return remoteCall({ subgraph: name, url, log, connections, maxBytes: maxSubgraphAnswerBytes });
}
