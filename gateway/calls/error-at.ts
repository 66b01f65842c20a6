import type { GraphQLError } from 'graphql';

/**
 * The same error at another place; all else is looked up in it. To make one of its own takes two stack traces, and a subgraph
 * that is down has an error for each field of each object.
 */
export const errorAt = (error: GraphQLError, path: GraphQLError['path']): GraphQLError =>
  Object.create(error, { path: { value: path, enumerable: true } }) as GraphQLError;
