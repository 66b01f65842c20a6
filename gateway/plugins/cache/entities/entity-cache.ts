import { createHash } from 'node:crypto';
import { Kind, print, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { FetchCache, SupergraphFetches } from '../../../calls/fetch-cache.ts';
import type { FetchDocument } from '../../../calls/fetch-document.ts';
import type { BoundedCache } from '../bounded-cache.ts';
import { readHints, type Hints } from '../policy/hints.ts';
import { fragmentsOf } from '../policy/operation-policies.ts';
import { entityPolicyOf, policyOf, type Policy, type PolicyReader } from '../policy/policy.ts';
import { answerKept, type KeptFetch, type KeptPart } from './kept-fetch.ts';
import { entities, rootFields } from './parts.ts';

export interface EntityCacheOptions {
  readonly cache: BoundedCache<KeptPart>;
  /** Milliseconds after its end in which a part stands in for one that fails. */
  readonly staleMs: number;
}

/**
 * Keeps what subgraphs say of entities, and of root fields, as long as `@cacheControl` of the supergraph allows. Whether
 * a fetch has any part in it is settled when its operation is compiled; the others never come here.
 */
export function entityCache({ cache, staleMs }: EntityCacheOptions): FetchCache {
  let supergraphs = 0;
  return {
    over(supergraphSdl, whole): SupergraphFetches {
      const hints = readHints(supergraphSdl);
      const version = ++supergraphs;
      return {
        around(subgraph, fetch) {
          const policy = hints.isEmpty ? null : fetchPolicy(fetch, whole, hints);
          if (!policy) return null;
          const kept: KeptFetch = {
            cache,
            prefix: `${String(version)} ${subgraph} ${selectionId(fetch)}`,
            policy,
            parts: fetch.byEntity ? entities : rootFields,
            staleMs,
          };
          return (called, asked, context) => answerKept(kept, called, asked, context);
        },
      };
    },
  };
}

const operationIn = ({ document }: FetchDocument): OperationDefinitionNode | undefined =>
  document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);

function fetchPolicy(fetch: FetchDocument, schema: GraphQLSchema, hints: Hints): Policy | null {
  const operation = operationIn(fetch);
  const root = schema.getQueryType();
  if (operation?.operation !== 'query' || !root) return null;
  // Conditions are settled before an operation is planned.
  const reader: PolicyReader = { schema, hints, fragments: fragmentsOf(fetch.document), isIncluded: () => true };
  if (!fetch.byEntity) return policyOf(reader, root.name, operation.selectionSet);
  const [only] = operation.selectionSet.selections;
  return only?.kind === Kind.FIELD && only.selectionSet ? entityPolicyOf(reader, only.selectionSet) : null;
}

/** The same for fetches that select the same, whatever the client called its operation. */
function selectionId({ document }: FetchDocument): string {
  const definitions = document.definitions.map((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const { name: _, ...nameless } = one;
    return nameless;
  });
  return createHash('sha256')
    .update(print({ ...document, definitions }))
    .digest('base64url')
    .slice(0, 24);
}
