import {
  defaultTextMapSetter,
  type SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';

/** What makes spans, and writes them into headers. */
export interface SpanMaker {
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
}

export interface ChildOptions {
  /** Default INTERNAL. */
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

/**
 * One span of a request, under which further ones hang. It travels in `RequestContext.trace`, handed on by hand: what Node
 * has for carrying it along by itself (AsyncLocalStorage) costs every promise of every request.
 */
export class Trace {
  readonly #maker: SpanMaker;
  readonly #span: Span;
  readonly #context: Context;
  readonly #isSampled: boolean;

  /** `parent` is the context in which `span` was started. */
  constructor(maker: SpanMaker, span: Span, parent: Context) {
    this.#maker = maker;
    this.#span = span;
    this.#context = trace.setSpan(parent, span);
    this.#isSampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
  }

  /** A span below this one. Of a request that is not sampled there is only the one, which stands for all. */
  child(name: string, options: ChildOptions = {}): Trace {
    if (!this.#isSampled) return this;
    return new Trace(this.#maker, this.#maker.tracer.startSpan(name, options, this.#context), this.#context);
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  /** `type` is a code, a status or the name of a class. Messages stay out: they may quote what a client sent. */
  fail(type: string): void {
    this.#span.setAttribute('error.type', type);
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    if (this.#isSampled) this.#span.end();
  }

  /** `traceparent` and `tracestate`, for whoever is called. Baggage stays in the house. */
  headers(): Record<string, string> {
    const headers: Record<string, string> = {};
    this.#maker.propagator.inject(this.#context, headers, defaultTextMapSetter);
    return headers;
  }

  /** For lines of the log. */
  ids(): { trace_id: string; span_id: string } {
    const { traceId, spanId } = this.#span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }
}

/** Work that is done at once, as a span below `parent`; without one it is only done. */
export function traced<T>(parent: Trace | null, name: string, work: (span: Trace | null) => T): T {
  if (!parent) return work(null);
  const span = parent.child(name);
  try {
    return work(span);
  } catch (error) {
    span.fail(error instanceof Error ? error.name : 'unknown');
    throw error;
  } finally {
    span.end();
  }
}
