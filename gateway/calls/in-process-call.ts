import { execute } from 'graphql';
import type { Logger } from 'pino';
import { toGraphQLError } from '../../kit/errors/to-graphql-error.ts';
import type { RunningSubgraph } from '../../kit/subgraph/module.ts';
import type { SubgraphCall } from './subgraph-call.ts';

/** Runs a fetch on the schema of a subgraph in this process. Plans are valid by construction, so nothing is validated. */
export function inProcessCall(subgraph: RunningSubgraph, log: Logger): SubgraphCall {
  return async ({ fetch, variables }, context) => {
    const result = await execute({
      schema: subgraph.schema,
      document: fetch.document,
      variableValues: variables,
      contextValue: context,
    });
    const place = { log, requestId: context.requestId, trace: context.trace, subgraph: subgraph.name };
    return {
      data: result.data ?? null,
      errors: (result.errors ?? []).map((error) => toGraphQLError(error, place)),
    };
  };
}
