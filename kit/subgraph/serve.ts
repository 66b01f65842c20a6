import { ApolloServer } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { systemClock, type Clock, type ContextOptions, type RequestContext } from '../context.ts';
import { faultFormat } from '../errors/to-graphql-format.ts';
import { apolloDefaults } from '../http/apollo-defaults.ts';
import type { StopOptions } from '../http/drain.ts';
import { createFront } from '../http/front.ts';
import { graphqlRoute } from '../http/graphql-route.ts';
import { isBulk } from '../http/priority.ts';
import { subgraphsNotReady } from '../http/readiness.ts';
import { deadlineHeader } from '../http/request-id.ts';
import { observeRequests } from '../telemetry/observe-requests.ts';
import { observedOperations } from '../telemetry/observed-operations.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import type { RunningSubgraph } from './module.ts';

export interface ServeOptions {
  readonly log: Logger;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Longest that any request may take, milliseconds; a caller's deadline can only shorten it. Default `longestRequestMs`. */
  readonly requestTimeoutMs?: number;
  /** Bodies carry all representations of a list, so the default is 16 MiB. */
  readonly maxBodyBytes?: number;
  readonly introspection?: boolean;
  readonly telemetry?: Telemetry;
}

export interface Served {
  /** Full address of GraphQL, with its path. */
  readonly url: string;
  /** Drains and closes the server; the subgraph itself is its owner's to stop. */
  stop(options?: StopOptions): Promise<void>;
}

/** Longest that a request may take unless said otherwise, milliseconds. */
export const longestRequestMs = 30_000;

const path = '/graphql';

/** Serves one subgraph over HTTP, for any Federation 2 router: `_service`, `_entities`, health, drain, deadline by header. */
export async function serveSubgraph(subgraph: RunningSubgraph, options: ServeOptions): Promise<Served> {
  const { log, requestTimeoutMs = longestRequestMs, maxBodyBytes = 16 * 1024 * 1024, clock = systemClock } = options;
  const faults = faultFormat(log, subgraph.name);
  const common = apolloDefaults(log, { introspection: options.introspection ?? false, faults });
  const apollo = new ApolloServer<RequestContext>({
    ...common,
    plugins: [...common.plugins, observedOperations(() => observed)],
    schema: subgraph.schema,
  });
  await apollo.start();
  const front = createFront({ log, path, maxBodyBytes, notReady: () => subgraphsNotReady([subgraph], 2_000) });
  const observed = observeRequests(front.app, path, options.telemetry ?? noTelemetry);
  graphqlRoute(front.app, apollo, {
    path,
    hooks: [observed],
    context: (request) => observed.context(request, contextOf(request, clock, requestTimeoutMs)),
  });
  const origin = await front.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  const stop = async (stopOptions?: StopOptions): Promise<void> => {
    await front.drain.stop(stopOptions);
    await apollo.stop();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: `${origin}${path}`,
    stop: (stopOptions) => (stopped ??= stop(stopOptions)),
  };
}

function contextOf(request: FastifyRequest, clock: Clock, longestMs: number): ContextOptions {
  const asked = Number(request.headers[deadlineHeader]);
  const timeoutMs = Number.isInteger(asked) && asked > 0 ? Math.min(asked, longestMs) : longestMs;
  return { requestId: request.id, timeoutMs, clock, isBulk: isBulk(request.headers) };
}
