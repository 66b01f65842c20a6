import type { Env, RawEnv } from '../env/read-env.ts';
import { readEnv } from '../env/read-env.ts';
import { address, choice, flag, fraction, optional, pairs, port, secretPairs, text, whole } from '../env/variable.ts';

/** The standard variables of OpenTelemetry, as far as the hub reads them, and where Prometheus finds the metrics. */
export const title = 'Traces and metrics';

const samplers = [
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
  'always_on',
  'always_off',
  'traceidratio',
] as const;

export const variables = {
  traces: {
    isDisabled: flag('OTEL_SDK_DISABLED', false, 'true: no traces, whatever else is set'),
    exporter: choice(
      'OTEL_TRACES_EXPORTER',
      ['otlp', 'console', 'none'],
      'otlp',
      'Where traces go; otlp needs one of the endpoints, console writes them to stderr for people',
    ),
    endpoint: address(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'Collector that takes OTLP over HTTP, without /v1/traces; absent means no traces',
      'http://localhost:4318',
    ),
    tracesEndpoint: address(
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      'The same for traces alone, with its whole path',
      'http://localhost:4318/v1/traces',
    ),
    headers: secretPairs('OTEL_EXPORTER_OTLP_HEADERS', 'Headers for the collector', 'authorization=Bearer%20...'),
    timeoutMs: whole(
      'OTEL_EXPORTER_OTLP_TIMEOUT',
      { least: 1, most: 600_000, fallback: 10_000 },
      'Milliseconds for one delivery to the collector',
    ),
    serviceName: optional(
      text(
        'OTEL_SERVICE_NAME',
        'Name of this process in traces; absent means hub, gateway or the name of the subgraph',
        {
          fallback: '',
        },
      ),
    ),
    resource: pairs(
      'OTEL_RESOURCE_ATTRIBUTES',
      'What else is said of this process in traces',
      'deployment.environment.name=production,service.namespace=customers',
    ),
    sampler: choice('OTEL_TRACES_SAMPLER', samplers, 'parentbased_always_on', 'Which requests are traced'),
    ratio: fraction('OTEL_TRACES_SAMPLER_ARG', 1, 'Share of the requests that ...traceidratio traces'),
    delayMs: whole(
      'OTEL_BSP_SCHEDULE_DELAY',
      { least: 1, most: 600_000, fallback: 5_000 },
      'Milliseconds between two deliveries to the collector',
    ),
    queue: whole(
      'OTEL_BSP_MAX_QUEUE_SIZE',
      { least: 1, most: 1_000_000, fallback: 2_048 },
      'Spans that may wait for delivery; what is more is dropped',
    ),
    batch: whole(
      'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
      { least: 1, most: 1_000_000, fallback: 512 },
      'Spans in one delivery at most',
    ),
  },
  metrics: {
    isOn: flag('HUB_METRICS', true, 'Whether Prometheus may read /metrics'),
    port: optional(
      port(
        'HUB_METRICS_PORT',
        9464,
        'Port for /metrics alone; absent means the port of GraphQL, for all who reach that',
      ),
    ),
  },
} as const;

export type TelemetryEnv = Env<typeof variables>;
export type TraceSettings = TelemetryEnv['traces'];
export type SamplerName = (typeof samplers)[number];

/** Throws EnvFaults with every fault. */
export const telemetryEnv = (env: RawEnv): TelemetryEnv => readEnv(variables, env);
