import type { Logger } from 'pino';
import type { TelemetryEnv } from './env.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { metricsServer, type MetricsServer } from './metrics-route.ts';
import { openTracing, type Tracing } from './tracing.ts';

/** What a process tells of itself. Made by the composition root, handed to everything that has something to tell. */
export interface Telemetry {
  /** Null when nobody wants traces. */
  readonly tracing: Tracing | null;
  /** Null when nobody wants metrics. */
  readonly metrics: Metrics | null;
  /** Whether /metrics is beside GraphQL; else it has a port of its own. */
  readonly isBeside: boolean;
  /** Delivers what waits for delivery. */
  stop(): Promise<void>;
}

export const noTelemetry: Telemetry = {
  tracing: null,
  metrics: null,
  isBeside: false,
  stop: () => Promise.resolve(),
};

/** `service` names the process in traces, unless OTEL_SERVICE_NAME does. `host` is for a port of /metrics. */
export async function openTelemetry(
  { traces, metrics: wanted }: TelemetryEnv,
  { service, host, log }: { service: string; host: string; log: Logger },
): Promise<Telemetry> {
  const metrics = wanted.isOn ? createMetrics({ ofProcess: true }) : null;
  const tracing = await openTracing(traces, service, log);
  let server: MetricsServer | null = null;
  if (metrics && wanted.port !== null) server = await metricsServer(metrics, { host, port: wanted.port, log });
  return {
    tracing,
    metrics,
    isBeside: metrics !== null && server === null,
    async stop() {
      await Promise.all([server?.stop(), tracing?.stop()]);
    },
  };
}
