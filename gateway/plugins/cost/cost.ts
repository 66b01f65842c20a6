import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../../kit/context.ts';
import { operationOf, type Operation } from '../../engines/hub/plan/operation.ts';
import { compileCost, type CostedOperation, type CostModel } from './compile-cost.ts';
import { assertSliced, dearestPath, estimate, type Estimate } from './estimate.ts';
import { givenVariables, type Variables } from './inputs.ts';
import type { CostSettings } from './settings.ts';
import { readWeights } from './weights.ts';

/** What the estimate of an operation needs, for one combination of its conditions. */
interface Known {
  readonly operation: Operation;
  /** By the values of the conditions. */
  readonly costed: Map<string, { readonly operation: CostedOperation; readonly constant: Estimate | null }>;
}

/** Most combinations of conditions that one operation keeps. */
const mostVariants = 16;

/** Weights of one supergraph, and the operations that were weighed with them, for as long as their documents are kept. */
class Model {
  readonly #model: CostModel;
  readonly #known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Known>>();

  constructor(model: CostModel) {
    this.#model = model;
  }

  /** Throws GraphQLError when the operation can't be weighed. */
  costed(document: DocumentNode, definition: OperationDefinitionNode, variables: Variables) {
    const operations = this.#known.get(document) ?? new Map<OperationDefinitionNode, Known>();
    this.#known.set(document, operations);
    const known = operations.get(definition) ?? { operation: operationOf(document, definition), costed: new Map() };
    operations.set(definition, known);
    const { operation, costed } = known;
    const key = operation.conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const found = costed.get(key);
    if (found) return found;
    const compiled = compileCost(this.#model, { operation, conditions: variables });
    const made = { operation: compiled, constant: compiled.dependsOnVariables ? null : estimate(compiled, {}) };
    if (costed.size >= mostVariants) costed.clear();
    costed.set(key, made);
    return made;
  }
}

/**
 * Estimates what an operation may cost by the GraphQL Cost Directives specification, says so in `extensions.cost`, and
 * refuses what costs more than `maxCost` before any subgraph is asked (OPERATION_TOO_EXPENSIVE).
 */
export function costPlugin({ maxCost, assumedListSize }: CostSettings): ApolloServerPlugin<RequestContext> {
  const models = new WeakMap<GraphQLSchema, Model>();
  return {
    async serverWillStart() {
      return {
        schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
          const weights = readWeights(coreSupergraphSdl);
          models.set(apiSchema, new Model({ schema: apiSchema, weights, assumedListSize }));
        },
      };
    },
    async requestDidStart() {
      let found: Estimate | undefined;
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          const model = models.get(schema);
          if (!operation || !model) return;
          const variables = givenVariables(operation, request.variables ?? {});
          const costed = model.costed(document, operation, variables);
          if (maxCost > 0) assertSliced(costed.operation, variables);
          const { estimated } = (found = costed.constant ?? estimate(costed.operation, variables));
          if (maxCost > 0 && estimated > maxCost)
            throw tooExpensive(estimated, maxCost, dearestPath(costed.operation, variables));
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

function tooExpensive(cost: number, limit: number, path: string): GraphQLError {
  const most = path === '' ? '' : ` Most of it: ${path}.`;
  return new GraphQLError(
    `The operation may cost ${shown(cost)}, and ${shown(limit)} is the limit.${most} Ask for smaller pages, or less of each.`,
    { extensions: { code: 'OPERATION_TOO_EXPENSIVE', http: { status: 400 } } },
  );
}
