import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../../kit/context.ts';
import type { FetchStep } from '../compile/steps.ts';
import type { Data } from '../data.ts';

/** One operation under way. */
export interface Run {
  readonly context: RequestContext;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Supergraph with what is inaccessible to clients. */
  readonly whole: GraphQLSchema;
  readonly isInterface: (typeName: string) => boolean;
  /** What the steps have brought so far, by response key; more than the client asked for. */
  readonly root: Data;
  readonly errors: GraphQLError[];
  /** Called after each fetch, by whoever waits for some of them. */
  readonly fetched?: (step: FetchStep) => void;
}
