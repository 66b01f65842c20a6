import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { connectionDefaults, limitConnections, serverOptions, type ConnectionLimits } from './connections.ts';
import { drainOf, type Drain } from './drain.ts';
import { healthRoutes, type NotReady } from './health.ts';
import { jsonBodies, type KnownBody } from './json-bodies.ts';
import { openConnections } from './open-connections.ts';
import { refusals, refuseAddress } from './refusals.ts';
import { requestIdFrom, requestIdHeader } from './request-id.ts';
import { expectShortLives } from './short-lives.ts';

export interface FrontOptions {
  readonly log: Logger;
  /** Path of GraphQL, for messages. */
  readonly path: string;
  readonly maxBodyBytes: number;
  readonly connections?: ConnectionLimits;
  readonly knownBody?: KnownBody;
  /** What is missing for readiness; not asked while draining. */
  notReady(): Promise<NotReady>;
}

export interface Front {
  readonly app: FastifyInstance;
  readonly drain: Drain;
  /** Listens and says where, without a path. Port 0 takes a free one. */
  listen(at: { host: string; port: number }): Promise<string>;
}

/** No route has a JSON schema. Without these fastify loads two compilers of them, 2 MiB. */
const noSchemas = { buildValidator: noSchema, buildSerializer: noSchema };

function noSchema(): never {
  throw new Error('A route has a JSON schema, for which no compiler is loaded: see kit/http/front.ts.');
}

/** The HTTP server that gateway and subgraphs share: request ids, coded refusals, health, drain. No routes of GraphQL yet. */
export function createFront(options: FrontOptions): Front {
  expectShortLives();
  const limits = options.connections ?? connectionDefaults;
  const app = fastify({
    ...serverOptions(limits),
    bodyLimit: options.maxBodyBytes,
    forceCloseConnections: 'idle',
    // A request on a connection that is being drained is served, not refused.
    return503OnClosing: false,
    schemaController: { compilersFactory: noSchemas },
    frameworkErrors: (_error, _request, reply) => void refuseAddress(reply),
    genReqId: (request) => requestIdFrom(request.headers[requestIdHeader]),
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header(requestIdHeader, request.id);
    done();
  });
  const open = openConnections(app);
  limitConnections(app, limits, open);
  jsonBodies(app, options.knownBody);
  const drain = drainOf(app, open);
  refusals(app, options);
  healthRoutes(app, async () => (drain.draining ? { server: 'draining' } : await options.notReady()));
  return {
    app,
    drain,
    async listen({ host, port }) {
      await app.listen({ host, port });
      const address = app.server.address() as AddressInfo;
      const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      return `http://${shown.includes(':') ? `[${shown}]` : shown}:${address.port}`;
    },
  };
}
