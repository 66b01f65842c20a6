import type { ErrorCode } from '../../kit/errors/catalogue.ts';

/** Codes of well-formed requests whose operation can't be run. */
export const unrunnable: ReadonlySet<unknown> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'QUERY_TOO_COMPLEX',
  'OPERATION_TOO_EXPENSIVE',
]);
