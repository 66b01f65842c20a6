import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteHooks } from '../http/graphql-route.ts';
import { createRequestContext, type ContextOptions, type IncomingContext, type RequestContext } from '../context.ts';
import { isErrorCode } from '../errors/to-graphql-error.ts';
import { KnownNames } from './known-names.ts';
import type { Metrics } from './metrics.ts';
import { metricsRoute } from './metrics-route.ts';
import { endOperationSpan, outcomeOfStatus, type RequestRecord } from './request-record.ts';
import type { Telemetry } from './telemetry.ts';

/** The requests of one server, as telemetry sees them. */
export interface ObservedRequests extends Pick<RouteHooks, 'onRequest'> {
  /** Makes the context of a request whose spans are to be found again. */
  context(request: FastifyRequest, options: ContextOptions): IncomingContext;
  /** Undefined when nobody observes. */
  recordOf(context: RequestContext): RequestRecord | undefined;
}

const unobserved: ObservedRequests = {
  context: (_request, options) => createRequestContext(options),
  recordOf: () => undefined,
};

/** Measures every GraphQL request from its first byte until its connection is done with it. Also puts /metrics there. */
export function observeRequests(app: FastifyInstance, path: string, telemetry: Telemetry): ObservedRequests {
  const { metrics, tracing, isBeside } = telemetry;
  if (metrics && isBeside) metricsRoute(app, metrics);
  if (!metrics && !tracing) return unobserved;
  const byRequest = new WeakMap<FastifyRequest, RequestRecord>();
  // Apollo Server copies the context: what both have is what lies in it.
  const byScratch = new WeakMap<RequestContext['scratch'], RequestRecord>();
  const names = new KnownNames();
  return {
    onRequest(request, reply, done) {
      const record = begin(request, path, telemetry);
      byRequest.set(request, record);
      metrics?.requestsInFlight.inc();
      reply.raw.once('close', () => {
        end(record, reply);
        if (metrics) count(record, metrics, names);
      });
      done();
    },
    context(request, options) {
      const record = byRequest.get(request);
      const context = createRequestContext({ ...options, trace: record?.operation ?? null });
      if (record) byScratch.set(context.scratch, record);
      return context;
    },
    recordOf: ({ scratch }) => byScratch.get(scratch),
  };
}

/** The address goes without its query, which holds variables; who asks is not told. */
function begin(request: FastifyRequest, path: string, { tracing }: Telemetry): RequestRecord {
  const http =
    tracing?.incoming(`${request.method} ${path}`, request.headers, {
      'http.request.method': request.method,
      'http.route': path,
      'url.path': path,
      'url.scheme': request.protocol,
      'network.protocol.version': request.raw.httpVersion,
      'hub.request_id': request.id,
    }) ?? null;
  return {
    began: performance.now(),
    http,
    operation: http?.child('GraphQL Operation') ?? null,
    operationType: 'none',
    operationName: null,
    outcome: null,
    codes: [],
    cacheStatus: null,
    isOperationEnded: false,
  };
}

function end(record: RequestRecord, { raw, statusCode }: FastifyReply): void {
  const { http, operation } = record;
  if (!raw.writableFinished) record.outcome = 'cancelled';
  record.outcome ??= outcomeOfStatus(statusCode);
  if (record.outcome === 'cancelled') {
    http?.fail('REQUEST_CANCELLED');
    if (!record.isOperationEnded) operation?.fail('REQUEST_CANCELLED');
  }
  endOperationSpan(record);
  // Who left before the answer got no status.
  if (raw.headersSent) http?.set({ 'http.response.status_code': statusCode });
  if (statusCode >= 500) http?.fail(String(statusCode));
  http?.end();
}

function count(record: RequestRecord, metrics: Metrics, names: KnownNames): void {
  const { operationType, operationName, codes, cacheStatus } = record;
  const outcome = record.outcome ?? 'failed';
  const seconds = (performance.now() - record.began) / 1_000;
  metrics.requestsInFlight.dec();
  metrics.requestDuration.observe({ operation_type: operationType, outcome }, seconds);
  const operation = names.labelOf(operationName, outcome === 'ok' || outcome === 'partial');
  metrics.operationRequests.inc({ operation, outcome });
  metrics.operationSeconds.inc({ operation }, seconds);
  if (cacheStatus !== null) metrics.cached.inc({ status: cacheStatus });
  for (const code of codes) metrics.errors.inc({ code: isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR' });
}
