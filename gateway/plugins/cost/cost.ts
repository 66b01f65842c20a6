import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import { assertSliced, dearestPath, type Estimate } from './estimate.ts';
import { OperationCosts, type Weighed } from './operation-costs.ts';
import type { CostSettings } from './settings.ts';

/**
 * Estimates what an operation may cost by the GraphQL Cost Directives specification, says so in `extensions.cost`, and
 * refuses what costs more than `maxCost` before any subgraph is asked (OPERATION_TOO_EXPENSIVE).
 */
export function costPlugin({ maxCost, assumedListSize }: CostSettings): ApolloServerPlugin<RequestContext> {
  const schemas = new WeakMap<GraphQLSchema, OperationCosts>();
  return {
    async serverWillStart() {
      return {
        schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
          schemas.set(apiSchema, new OperationCosts(apiSchema, coreSupergraphSdl, assumedListSize));
        },
      };
    },
    async requestDidStart() {
      let found: Estimate | undefined;
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          const weighed = operation && schemas.get(schema)?.weigh(document, operation, request.variables ?? {});
          found = weighed;
          if (!weighed || maxCost === 0) return;
          assertSliced(weighed.operation, weighed.variables);
          if (weighed.estimated > maxCost) throw tooExpensive(weighed, maxCost);
        },
        async willSendResponse({ response: { body } }) {
          if (!found) return;
          const result = body.kind === 'single' ? body.singleResult : body.initialResult;
          result.extensions = {
            ...result.extensions,
            cost: { estimated: found.estimated, max: maxCost > 0 ? maxCost : null },
          };
        },
      };
    },
  };
}

const shown = (cost: number): string =>
  cost < 1e15 ? Math.ceil(cost).toLocaleString('en-US') : cost.toExponential(2).replace('+', '');

/** The refusal, with the way on which most of the cost arises. */
export function tooExpensive({ estimated, operation, variables }: Weighed, limit: number): GraphQLError {
  const path = dearestPath(operation, variables);
  const most = path === '' ? '' : ` Most of it: ${path}.`;
  return new GraphQLError(
    `The operation may cost ${shown(estimated)}, and ${shown(limit)} is the limit.${most} Ask for smaller pages, or less of each.`,
    { extensions: { code: 'OPERATION_TOO_EXPENSIVE', http: { status: 400 } } },
  );
}
