import type { Logger } from 'pino';
import { createRequestContext, type RequestContext } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { Guard, type Question, type Verdict } from '../../kit/protect/guard.ts';
import { deliver } from '../../kit/receiver.ts';
import { FetchDocuments } from './fetch-document.ts';
import { UnusableAnswer } from './remote-answer.ts';
import type { RemoteCall, SubgraphAnswer, SubgraphRequest } from './subgraph-call.ts';

export interface CallProtection {
  readonly subgraph: string;
  readonly log: Logger;
  /** Calls that the subgraph gets at a time, and those that may wait for one of these. */
  readonly running: number;
  readonly waiting: number;
  /** Milliseconds for one call. */
  readonly timeoutMs: number;
  /** Faults in a row after which it is spared; 0 is never. */
  readonly spareAfter: number;
}

export interface ProtectedCall {
  readonly call: RemoteCall;
  end(): void;
}

/** Milliseconds that the sign of life may take. */
const pingMs = 1_000;
const documents = new FetchDocuments(4);
const signOfLife: SubgraphRequest = {
  text: '{ __typename }',
  fetch: documents.get('{ __typename }'),
  variables: {},
};

/**
 * A remote subgraph behind a circuit breaker, a bulkhead and a retry budget. Refusals are SUBGRAPH_UNAVAILABLE (spared) and
 * SUBGRAPH_OVERLOADED. A query that did not reach it is sent once more, within its time; a mutation never.
 */
export function protectCall(call: RemoteCall, protection: CallProtection): ProtectedCall {
  const { subgraph, log, running, waiting, timeoutMs, spareAfter } = protection;
  const guard = new Guard({
    kind: 'subgraph',
    name: subgraph,
    log,
    bulkhead: { running, waiting },
    breaker: { faultsInARow: spareAfter },
    patienceMs: Math.min(1_000, timeoutMs / 2),
    ping: () => call(signOfLife, createRequestContext({ requestId: 'sign-of-life', timeoutMs: pingMs })),
  });
  const asking: Question<SubgraphRequest, SubgraphAnswer, RequestContext> = {
    ask: (request, context, _left, to) => {
      deliver(call(request, context), to);
    },
    verdict: verdictOf,
    isRepeatable: ({ fetch }) => !fetch.isMutation,
  };
  return {
    call: (request, context) => guard.run(asking, request, context, context.deadline - context.clock.now()),
    end: () => {
      guard.end();
    },
  };
}

function verdictOf(error: unknown, { signal }: RequestContext): Verdict {
  if (!signal.aborted) {
    if (error instanceof UnusableAnswer) return 'broken';
    return error instanceof HubError && error.code === 'SUBGRAPH_UNAVAILABLE' ? 'unreached' : 'answer';
  }
  const reason: unknown = signal.reason;
  const isLate = reason instanceof HubError ? reason.code === 'SUBGRAPH_TIMEOUT' : isTimeout(reason);
  return isLate ? 'late' : 'nothing';
}

/** The deadline of the whole request. */
const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError';
