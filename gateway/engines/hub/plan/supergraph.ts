import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { SupergraphRefused } from '../../../supergraph-refused.ts';
import { askRequired } from './ask-required.ts';
import { requiredFields, type RequiredFields } from './required-fields.ts';
import { usableKeysFirst } from './usable-keys-first.ts';
import { neededFields, type NeededFields } from './needed-fields.ts';

/** A supergraph that is read and can plan. */
export interface PlannedSupergraph {
  readonly sdl: string;
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** With everything that is inaccessible to clients: representations and rewrites may name such types. */
  readonly whole: GraphQLSchema;
  readonly subgraphs: readonly string[];
  readonly needed: NeededFields;
  /** What is required with arguments, by the key under which plans keep it. */
  readonly required: RequiredFields['fields'];
  /** `document` has one valid operation without conditions. Null when nothing is to be fetched. */
  plan(document: DocumentNode): PlanNode | null;
}

/** Throws SupergraphRefused with every reason. */
export function readSupergraph(sdl: string): PlannedSupergraph {
  try {
    const required = requiredFields(usableKeysFirst(sdl));
    const supergraph = planned(sdl, required);
    const apiSchema = supergraph.apiSchema();
    const planner = new QueryPlanner(supergraph, {
      exposeDocumentNodeInFetchNode: false,
      // What one type at a place needs first does not hold up the others there.
      typeConditionedFetching: true,
      // To find out where a client's fragments would fit into a fetch costs a quarter of all planning.
      reuseQueryFragments: false,
    });
    return {
      sdl,
      api: apiSchema.toGraphQLJSSchema({ includeDefer: true }),
      whole: supergraph.schema.toGraphQLJSSchema(),
      needed: neededFields(required.sdl),
      required: required.fields,
      subgraphs: supergraph.subgraphsMetadata().map(({ name }) => name),
      plan(document) {
        const { node } = planner.buildQueryPlan(operationFromDocument(apiSchema, document, { validate: false }));
        if (node?.kind === 'Subscription') throw new Error('subscriptions are not supported');
        return node ? askRequired(node, required) : null;
      },
    };
  } catch (error) {
    throw new SupergraphRefused(problemsOf(error));
  }
}

/** Throws what is wrong with the supergraph. */
function planned(sdl: string, required: RequiredFields): Supergraph {
  if (required.fields.size === 0) return Supergraph.build(required.sdl, { validateSupergraph: true });
  Supergraph.build(sdl, { validateSupergraph: true }).subgraphs();
  // What was required with arguments is external there without any use now, which would be refused.
  return Supergraph.build(required.sdl, { validateSupergraph: false });
}

function problemsOf(error: unknown): string[] {
  const causes: unknown = error instanceof Error ? Reflect.get(error, 'causes') : undefined;
  const all: unknown[] = Array.isArray(causes) && causes.length > 0 ? causes : [error];
  return all.map((one) => (one instanceof Error ? one.message : String(one)));
}
