import type { IncomingHttpHeaders } from 'node:http';
import type { Attributes } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { TraceSettings } from './env.ts';
import type { Trace } from './trace.ts';

/** Traces of one process. */
export interface Tracing {
  /** The span of a request that came in over HTTP, below the caller's when `headers` name one. */
  incoming(name: string, headers: IncomingHttpHeaders, attributes: Attributes): Trace;
  /** The span of work that no request asked for. */
  began(name: string): Trace;
  /** Delivers what waits for delivery. */
  stop(): Promise<void>;
}

/** Null when the settings name no place where traces would go. The packages of OpenTelemetry are loaded only otherwise. */
export async function openTracing(settings: TraceSettings, service: string, log: Logger): Promise<Tracing | null> {
  const { isDisabled, exporter, endpoint, tracesEndpoint } = settings;
  if (isDisabled || exporter === 'none') return null;
  if (exporter === 'otlp' && endpoint === null && tracesEndpoint === null) return null;
  const { sdkTracing } = await import('./sdk-tracing.ts');
  return sdkTracing(settings, service, log);
}
