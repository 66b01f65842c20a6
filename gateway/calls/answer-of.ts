import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { toGraphQLError } from '../../kit/errors/to-graphql-error.ts';
import type { PromiseOrValue } from '../../kit/promise-or-value.ts';
import { SparedError } from '../../kit/protect/guard.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import { atFields, emptied } from './error-places.ts';
import type { ObserveFetch } from './observed-fetch.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphRequest } from './subgraph-call.ts';
import { withinTime, type Ending, type TimeLimit } from './time-limit.ts';

/** A subgraph that engines may call: `call` is bare, `answerOf` puts limits and error places around it. */
export interface CallableSubgraph {
  readonly name: string;
  readonly call: SubgraphCall;
  readonly limit: TimeLimit;
  readonly log: Logger;
  readonly observe: ObserveFetch | null;
  /** Null when it answers at an address. */
  readonly running: RunningSubgraph | null;
  /** Ends what watches over it; calls still pass. */
  end(): void;
}

/**
 * One call into one subgraph, within its time. It never throws: a fault of the whole call becomes one error per response
 * key that stays empty, so that the path of each can be told.
 */
export function answerOf(
  options: CallableSubgraph,
  asked: SubgraphRequest,
  context: RequestContext,
): PromiseOrValue<SubgraphAnswer> {
  const { observe } = options;
  return observe ? observe(asked, context, (inner) => ask(options, asked, inner)) : ask(options, asked, context);
}

const ask = (subgraph: CallableSubgraph, asked: SubgraphRequest, context: RequestContext) =>
  withinTime(subgraph.call, asked, context, subgraph.limit, new FetchEnding(subgraph, asked, context));

class FetchEnding implements Ending<SubgraphAnswer, SubgraphAnswer> {
  constructor(
    private readonly subgraph: CallableSubgraph,
    private readonly asked: SubgraphRequest,
    private readonly context: RequestContext,
  ) {}

  /** The answer, with errors that name a field each. */
  answered(answer: SubgraphAnswer): SubgraphAnswer {
    const { subgraph, asked, context } = this;
    const fault = shapeFault(asked, answer, subgraph.name);
    if (fault) return this.failed(fault);
    if (answer.errors.length === 0) return answer;
    const located = atFields(asked, answer.errors);
    return { data: answer.data, errors: located.map((error) => lateOf(error, context, subgraph.limit)) };
  }

  failed(error: unknown): SubgraphAnswer {
    const { asked, context } = this;
    const { name, log } = this.subgraph;
    // Neither a client that left nor a call that was not made is news about a subgraph.
    const level = context.signal.aborted || error instanceof SparedError ? 'debug' : 'warn';
    const ids = { requestId: context.requestId, ...context.trace?.ids() };
    log[level]({ ...ids, subgraph: name, err: error }, 'a subgraph gave no answer');
    const place = { log, requestId: context.requestId, trace: context.trace, subgraph: name };
    return { data: null, errors: emptied(asked, toGraphQLError(error, place)) };
  }
}

/** The gateway would throw on these without telling where. */
function shapeFault({ fetch, variables }: SubgraphRequest, { data }: SubgraphAnswer, subgraph: string): Error | null {
  if (!fetch.byEntity || data === null) return null;
  const sent = Array.isArray(variables['representations']) ? variables['representations'].length : 0;
  const got = data['_entities'];
  if (got === null || got === undefined || (Array.isArray(got) && got.length === sent)) return null;
  return new HubError('SUBGRAPH_UNAVAILABLE', `Subgraph ${subgraph} gave an unusable answer.`, { subgraph });
}

/** A subgraph that was stopped by its own deadline says REQUEST_CANCELLED; while the request lives, that is its timeout. */
function lateOf(error: GraphQLError, context: RequestContext, { subgraph, tooLate }: TimeLimit): GraphQLError {
  if (error.extensions['code'] !== 'REQUEST_CANCELLED' || context.signal.aborted) return error;
  return new GraphQLError(tooLate().message, {
    path: error.path,
    extensions: { code: 'SUBGRAPH_TIMEOUT', subgraph },
  });
}
