import type { Metrics } from '../../../../kit/telemetry/metrics.ts';
import { traced, type Trace } from '../../../../kit/telemetry/trace.ts';
import type { Operation } from '../plan/operation.ts';
import type { Conditions } from '../plan/settle.ts';
import { compileOperation, type CompiledOperation, type OperationCompiler } from './compile-operation.ts';

/** Compiles, as a span with the planning in it, and counts how long it took. */
export function observedCompile(
  operation: Operation,
  conditions: Conditions,
  compiler: OperationCompiler,
  { trace, metrics }: { trace: Trace | null; metrics: Metrics | null },
): CompiledOperation {
  const began = performance.now();
  const compiled = traced(trace, 'graphql.compile', (span) => {
    const { supergraph } = compiler;
    const plan: typeof supergraph.plan = (document) => traced(span, 'graphql.plan', () => supergraph.plan(document));
    return compileOperation(
      operation,
      conditions,
      span ? { ...compiler, supergraph: { ...supergraph, plan } } : compiler,
    );
  });
  metrics?.compileDuration.observe((performance.now() - began) / 1_000);
  return compiled;
}
