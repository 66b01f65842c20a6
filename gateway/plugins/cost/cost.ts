import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import { assertSliced, dearestPath, type Estimate } from './estimate.ts';
import type { Variables } from './inputs.ts';
import { OperationCosts, type Weighed } from './operation-costs.ts';
import type { CostSettings } from './settings.ts';

/** `extensions.cost` of an answer. */
export interface CostNote {
  readonly estimated: number;
  /** Null without a limit. */
  readonly max: number | null;
}

export interface CostLimit {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** Weighs a valid operation, of which what is the same for all variables is found once. */
  checkOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CheckCost;
}

/** What is told of an operation. Throws GraphQLError when it may not be run; undefined for a schema that is not known. */
export type CheckCost = (given: Variables) => CostNote | undefined;

/**
 * Estimates what an operation may cost by the GraphQL Cost Directives specification, says so in `extensions.cost`, and
 * refuses what costs more than `maxCost` before any subgraph is asked (OPERATION_TOO_EXPENSIVE).
 */
export function costLimit({ maxCost, assumedListSize }: CostSettings): CostLimit {
  const schemas = new WeakMap<GraphQLSchema, OperationCosts>();
  const max = maxCost > 0 ? maxCost : null;
  const weigh = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, given: Variables) =>
    schemas.get(schema)?.weigh(document, operation, given);
  const hold = (weighed: Weighed): void => {
    if (max === null) return;
    assertSliced(weighed.operation, weighed.variables);
    if (weighed.estimated > max) throw tooExpensive(weighed, max);
  };
  return {
    checkOf(schema, document, operation) {
      // May be run, and costs the same whatever its variables are.
      let constant: CostNote | undefined;
      return (given) => {
        if (constant) return constant;
        const weighed = weigh(schema, document, operation, given);
        if (!weighed) return undefined;
        hold(weighed);
        const note: CostNote = { estimated: weighed.estimated, max };
        if (weighed.isConstant) constant = note;
        return note;
      };
    },
    plugin: {
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
            const weighed = operation && weigh(schema, document, operation, request.variables ?? {});
            found = weighed;
            if (weighed) hold(weighed);
          },
          async willSendResponse({ response: { body } }) {
            if (!found) return;
            const result = body.kind === 'single' ? body.singleResult : body.initialResult;
            const cost: CostNote = { estimated: found.estimated, max };
            result.extensions = { ...result.extensions, cost };
          },
        };
      },
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
