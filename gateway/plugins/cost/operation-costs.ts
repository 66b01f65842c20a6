import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { operationOf, type Operation } from '../../engines/hub/plan/operation.ts';
import { compileCost, type CostedOperation } from './compile-cost.ts';
import { estimate, type Estimate } from './estimate.ts';
import { givenVariables, type Variables } from './inputs.ts';
import { readWeights, type Weights } from './weights.ts';

/** An operation with the values of its variables, weighed. */
export interface Weighed extends Estimate {
  readonly operation: CostedOperation;
  /** With the defaults of those that were not given. */
  readonly variables: Variables;
  /** Whatever its variables are. */
  readonly isConstant: boolean;
}

/** An operation, taken apart once for each combination of its conditions. */
interface Known {
  readonly operation: Operation;
  readonly costed: Map<string, Costed>;
}

interface Costed {
  readonly operation: CostedOperation;
  /** Null when it depends on variables. */
  readonly constant: Estimate | null;
  /** There are no conditions by which it might be another. */
  readonly isOnly: boolean;
}

/** Most combinations of conditions that one operation keeps. */
const mostVariants = 16;

/** Weights of one supergraph, and the operations that were weighed with them, for as long as their documents are kept. */
export class OperationCosts {
  readonly #schema: GraphQLSchema;
  readonly #weights: Weights;
  readonly #assumedListSize: number;
  readonly #known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Known>>();

  constructor(apiSchema: GraphQLSchema, supergraphSdl: string, assumedListSize: number) {
    this.#schema = apiSchema;
    this.#weights = readWeights(supergraphSdl);
    this.#assumedListSize = assumedListSize;
  }

  /** `document` must be valid. Throws GraphQLError (QUERY_TOO_COMPLEX) when it has too many parts to be weighed. */
  weigh(document: DocumentNode, definition: OperationDefinitionNode, given: Variables): Weighed {
    const variables = givenVariables(definition, given);
    const { operation, constant, isOnly } = this.#costed(document, definition, variables);
    const isConstant = constant !== null && isOnly;
    return { ...(constant ?? estimate(operation, variables)), operation, variables, isConstant };
  }

  #costed(document: DocumentNode, definition: OperationDefinitionNode, variables: Variables): Costed {
    const operations = this.#known.get(document) ?? new Map<OperationDefinitionNode, Known>();
    this.#known.set(document, operations);
    const known = operations.get(definition) ?? { operation: operationOf(document, definition), costed: new Map() };
    operations.set(definition, known);
    const { operation, costed } = known;
    const key = operation.conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const found = costed.get(key);
    if (found) return found;
    const compiled = compileCost(
      { schema: this.#schema, weights: this.#weights, assumedListSize: this.#assumedListSize },
      { operation, conditions: variables },
    );
    const made: Costed = {
      operation: compiled,
      constant: compiled.dependsOnVariables ? null : estimate(compiled, {}),
      isOnly: operation.conditions.length === 0,
    };
    if (costed.size >= mostVariants) costed.clear();
    costed.set(key, made);
    return made;
  }
}
