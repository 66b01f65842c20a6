import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../../kit/context.ts';
import type { PromiseOrValue } from '../../kit/promise-or-value.ts';
import type { FetchDocument } from './fetch-document.ts';

/** One fetch of a plan, on its way into one subgraph. */
export interface SubgraphRequest {
  readonly text: string;
  readonly fetch: FetchDocument;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What came back: errors are already safe and coded, with paths as the subgraph knows them. */
export interface SubgraphAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
}

/** Throws HubError when there is no usable answer. `context` is for this one call. */
export type SubgraphCall = (request: SubgraphRequest, context: RequestContext) => PromiseOrValue<SubgraphAnswer>;

/** The same over the network. */
export type RemoteCall = (request: SubgraphRequest, context: RequestContext) => Promise<SubgraphAnswer>;
