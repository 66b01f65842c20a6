import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { LRUCache } from 'lru-cache';

/** Traces under way that are remembered, and spans of each; what is more is not shown. */
const mostTraces = 1_000;
const mostSpans = 1_000;

/** Shown of a span, behind its name and time. */
const shown = ['http.response.status_code', 'graphql.operation.name', 'db.response.returned_rows', 'error.type'];

/**
 * Writes each trace as an indented list once the first span of this process has ended: a look at traces without a
 * collector.
 */
export function printTraces(to: { write(text: string): unknown }): SpanProcessor {
  const underWay = new LRUCache<string, ReadableSpan[]>({ max: mostTraces });
  const done = Promise.resolve();
  return {
    onStart: () => undefined,
    onEnd(span) {
      const { traceId } = span.spanContext();
      const spans = underWay.get(traceId) ?? [];
      if (isFirst(span)) {
        underWay.delete(traceId);
        to.write(`trace ${traceId}\n${lines(span, spans, 1).join('')}`);
      } else if (spans.push(span) <= mostSpans) underWay.set(traceId, spans);
    },
    forceFlush: () => done,
    shutdown: () => done,
  };
}

const isFirst = ({ parentSpanContext }: ReadableSpan): boolean =>
  !parentSpanContext || parentSpanContext.isRemote === true;

function lines(span: ReadableSpan, all: readonly ReadableSpan[], depth: number): string[] {
  const { spanId } = span.spanContext();
  const below = all.filter((one) => one.parentSpanContext?.spanId === spanId);
  below.sort((a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1]);
  return [line(span, depth), ...below.flatMap((one) => lines(one, all, depth + 1))];
}

function line({ name, duration: [seconds, nanoseconds], attributes }: ReadableSpan, depth: number): string {
  const ms = (seconds * 1e3 + nanoseconds / 1e6).toFixed(1);
  const facts = shown.flatMap((key) => (attributes[key] === undefined ? [] : [`${key}=${String(attributes[key])}`]));
  return `${'  '.repeat(depth)}${name}  ${ms} ms${facts.length > 0 ? `  ${facts.join(' ')}` : ''}\n`;
}
