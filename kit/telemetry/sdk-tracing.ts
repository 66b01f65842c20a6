import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultTextMapGetter, diag, DiagLogLevel, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import type { TraceSettings } from './env.ts';
import { printTraces } from './print-traces.ts';
import { samplerNamed } from './sampler.ts';
import { Trace, type SpanMaker } from './trace.ts';
import type { Tracing } from './tracing.ts';

/** Longest that a process that is to end waits for a collector that does not answer, milliseconds. */
const lastDeliveryMs = 1_000;

/** Tracing with OpenTelemetry's own SDK: sampling, batches, delivery over OTLP. */
export function sdkTracing(settings: TraceSettings, service: string, log: Logger): Tracing {
  const trouble = tellOfTrouble(log);
  const processor = settings.exporter === 'console' ? printTraces(process.stderr) : delivering(settings);
  const tracing = tracingWith(processor, settings, service);
  return {
    ...tracing,
    async stop() {
      const delivered = new AbortController();
      const late = sleep(lastDeliveryMs, undefined, { signal: delivered.signal }).then(trouble, () => undefined);
      await Promise.race([tracing.stop().catch(trouble), late]);
      delivered.abort();
    },
  };
}

/** With another way of taking spans: for tests. */
export function tracingWith(
  processor: SpanProcessor,
  { serviceName, resource, sampler, ratio }: Pick<TraceSettings, 'serviceName' | 'resource' | 'sampler' | 'ratio'>,
  service: string,
): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.instance.id': randomUUID(),
      'service.name': service,
      ...resource,
      ...(serviceName !== null && { 'service.name': serviceName }),
    }),
    sampler: samplerNamed(sampler, ratio),
    spanProcessors: [processor],
  });
  const maker: SpanMaker = { tracer: provider.getTracer('customer-hub'), propagator: new W3CTraceContextPropagator() };
  return {
    incoming(name, headers, attributes) {
      const parent = maker.propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      return new Trace(maker, maker.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent), parent);
    },
    began: (name) => new Trace(maker, maker.tracer.startSpan(name, {}, ROOT_CONTEXT), ROOT_CONTEXT),
    stop: () => provider.shutdown(),
  };
}

function delivering({ endpoint, tracesEndpoint, headers, timeoutMs, delayMs, queue, batch }: TraceSettings) {
  const url = tracesEndpoint ?? `${(endpoint ?? '').replace(/\/$/, '')}/v1/traces`;
  return new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url, headers, timeoutMillis: timeoutMs }),
    scheduledDelayMillis: delayMs,
    maxQueueSize: queue,
    maxExportBatchSize: Math.min(batch, queue),
    exportTimeoutMillis: timeoutMs,
  });
}

/** A collector that is away is said once a minute, without its address, not at every delivery. */
function tellOfTrouble(log: Logger): () => void {
  const silent = (): void => undefined;
  let next = 0;
  const warn = (): void => {
    const now = performance.now();
    if (now < next) return;
    next = now + 60_000;
    log.warn('traces could not be delivered to the collector; the hub goes on without them');
  };
  diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return warn;
}
