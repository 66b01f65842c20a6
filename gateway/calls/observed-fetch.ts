import { SpanKind } from '@opentelemetry/api';
import type { RequestContext } from '../../kit/context.ts';
import { strippedDocument } from '../../kit/telemetry/stripped-document.ts';
import type { PromiseOrValue } from '../../kit/promise-or-value.ts';
import type { Telemetry } from '../../kit/telemetry/telemetry.ts';
import type { SubgraphAnswer, SubgraphRequest } from './subgraph-call.ts';

/** Runs one fetch in a context of its own, whose span it is. `call` never throws. */
export type ObserveFetch = (
  asked: SubgraphRequest,
  context: RequestContext,
  call: (context: RequestContext) => PromiseOrValue<SubgraphAnswer>,
) => Promise<SubgraphAnswer>;

/** Null when nobody observes. */
export function fetchObserver(
  subgraph: string,
  { isRemote }: { isRemote: boolean },
  telemetry: Telemetry | undefined,
): ObserveFetch | null {
  if (!telemetry?.metrics && !telemetry?.tracing) return null;
  const { metrics } = telemetry;
  const kind = isRemote ? SpanKind.CLIENT : SpanKind.INTERNAL;
  return async ({ fetch }, context, call) => {
    const began = performance.now();
    const trace = context.trace?.child(`fetch ${subgraph}`, {
      kind,
      attributes: { 'hub.subgraph': subgraph, 'graphql.document': strippedDocument(fetch.document) },
    });
    const answer = await call(trace ? { ...context, trace } : context);
    const outcome = outcomeOf(answer);
    metrics?.fetchDuration.observe({ subgraph, outcome }, (performance.now() - began) / 1_000);
    if (outcome !== 'ok') trace?.fail(codeOf(answer));
    trace?.end();
    return answer;
  };
}

const codeOf = ({ errors: [first] }: SubgraphAnswer): string => {
  const code = first?.extensions['code'];
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
};

const outcomeOf = (answer: SubgraphAnswer): string =>
  answer.errors.length === 0 ? 'ok' : answer.data ? 'partial' : codeOf(answer);
