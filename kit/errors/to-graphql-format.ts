import type { GraphQLFormattedError } from 'graphql';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.ts';
import type { ErrorCode } from './catalogue.ts';
import { toGraphQLError, type ErrorPlace } from './to-graphql-error.ts';

/** Faults of the client's own document: only these have locations that mean something to the client. */
const ofTheDocument: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'QUERY_TOO_COMPLEX',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Apollo's `formatError` with an allow-list, and the plugin that tells it which request an error belongs to. */
export interface FaultFormat {
  formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
  /** The same for whoever knows which request an error belongs to, or that it belongs to none. */
  format(error: unknown, request: Asking): GraphQLFormattedError;
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

type Asking = Pick<ErrorPlace, 'requestId'> & { readonly trace: RequestContext['trace'] };

/** `subgraph` is added to every error of a server that serves one subgraph. */
export function faultFormat(log: Logger, subgraph?: string): FaultFormat {
  const requests = new WeakMap<object, Asking>();
  const format = (error: unknown, { requestId, trace }: Asking): GraphQLFormattedError => {
    const safe = toGraphQLError(error, { log, requestId, trace, ...(subgraph && { subgraph }) });
    const code = safe.extensions['code'];
    const locations = ofTheDocument.has(code as ErrorCode) ? safe.locations : undefined;
    return {
      message: safe.message,
      ...(locations && { locations }),
      ...(safe.path && { path: safe.path }),
      extensions: { ...safe.extensions },
    };
  };
  return {
    format,
    formatError(_formatted, error) {
      const request = typeof error === 'object' && error !== null ? requests.get(error) : undefined;
      return format(error, request ?? { requestId: null, trace: null });
    },
    plugin: {
      async requestDidStart() {
        return {
          async didEncounterErrors({ errors, contextValue }) {
            for (const error of errors) requests.set(error, contextValue);
          },
        };
      },
    },
  };
}
