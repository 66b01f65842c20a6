import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { createMetrics, type Metrics } from '../metrics.ts';
import { tracingWith } from '../sdk-tracing.ts';
import type { Telemetry } from '../telemetry.ts';
import type { TraceSettings } from '../env.ts';

export interface Recorded extends Telemetry {
  readonly metrics: Metrics;
  /** Spans that have ended. */
  spans(): ReadableSpan[];
  /** The spans as an indented list: name and kind. */
  tree(): string;
  clear(): void;
}

const kinds = ['internal', 'server', 'client', 'producer', 'consumer'];

/** Telemetry that remembers, for tests. */
export function recorded(service: string, settings: Partial<TraceSettings> = {}): Recorded {
  const exporter = new InMemorySpanExporter();
  const processor = new SimpleSpanProcessor({ exporter });
  const tracing = tracingWith(
    processor,
    { serviceName: null, resource: {}, sampler: 'parentbased_always_on', ratio: 1, ...settings },
    service,
  );
  return {
    tracing,
    metrics: createMetrics({ ofProcess: false }),
    isBeside: true,
    stop: () => tracing.stop(),
    spans: () => exporter.getFinishedSpans(),
    tree: () => treeOf(exporter.getFinishedSpans()),
    clear: () => {
      exporter.reset();
    },
  };
}

/** Siblings in alphabetical order. */
export function treeOf(spans: readonly ReadableSpan[]): string {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  const lines = (parent: string | undefined, depth: number): string[] =>
    spans
      .filter(({ parentSpanContext: p }) => (parent === undefined ? !ids.has(p?.spanId ?? '') : p?.spanId === parent))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((span) => [
        `${'  '.repeat(depth)}${span.name} (${kinds[span.kind] ?? '?'})`,
        ...lines(span.spanContext().spanId, depth + 1),
      ]);
  return lines(undefined, 0).join('\n');
}
