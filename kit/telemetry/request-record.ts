import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { Trace } from './trace.ts';

export type Outcome = 'ok' | 'partial' | 'failed' | 'refused' | 'shed' | 'cancelled';

/** What an observer learns of one GraphQL request. */
export interface RequestRecord {
  readonly began: number;
  /** Spans of the HTTP request and of the operation in it; null when nothing is traced. */
  readonly http: Trace | null;
  readonly operation: Trace | null;
  operationType: 'query' | 'mutation' | 'subscription' | 'none';
  operationName: string | null;
  /** Null until an operation was answered. */
  outcome: Outcome | null;
  codes: readonly string[];
  /** `extensions.cache.status` of the answer. */
  cacheStatus: string | null;
  /** The span of the operation takes nothing more: it ends with the answer, or when the client leaves before. */
  isOperationEnded: boolean;
}

/** Errors that the client can do something about. */
const ofClient: ReadonlySet<string> = new Set<ErrorCode>([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'DOCUMENT_NOT_TRUSTED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
  'REQUEST_TOO_LARGE',
  'UNAUTHENTICATED',
]);

/** Ends the span of the operation, under the name that is known of it by now. */
export function endOperationSpan(record: RequestRecord): void {
  const { operation: span, operationType: type, operationName: name } = record;
  if (!span || record.isOperationEnded) return;
  record.isOperationEnded = true;
  if (type !== 'none') {
    span.rename(type);
    span.set({ 'graphql.operation.type': type, ...(name !== null && { 'graphql.operation.name': name }) });
  }
  span.end();
}

export const codesOf = (errors: readonly GraphQLFormattedError[]): string[] =>
  errors.map(({ extensions }) => {
    const code = extensions?.['code'];
    return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
  });

export function outcomeOf(codes: readonly string[], hasData: boolean): Outcome {
  if (codes.length === 0) return 'ok';
  if (hasData) return 'partial';
  return codes.every((code) => ofClient.has(code)) ? 'refused' : 'failed';
}

/** For what never became an operation: a body that is not JSON, a page from elsewhere, a full house. */
export const outcomeOfStatus = (status: number): Outcome =>
  status === 429 || status === 503 ? 'shed' : status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'ok';
