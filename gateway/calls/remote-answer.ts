import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ErrorCode } from '../../kit/errors/catalogue.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { toGraphQLError } from '../../kit/errors/to-graphql-error.ts';
import type { SourceReport } from '../../kit/source-ledger.ts';
import type { Trace } from '../../kit/telemetry/trace.ts';
import type { SubgraphAnswer } from './subgraph-call.ts';

const remoteError = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(remoteError).nullish(),
  extensions: z.object({ sources: z.unknown() }).partial().nullish(),
});

const sourceReports = z.array(
  z.object({
    system: z.string().regex(/^[\w.-]{1,100}$/),
    status: z.enum(['OK', 'TIMEOUT', 'UNAVAILABLE', 'STALE']),
    ms: z.number().nonnegative(),
    asOf: z.iso.datetime().nullable(),
    statements: z.int().nonnegative(),
  }),
);

/** Codes that say that gateway and subgraph do not fit together: no news for the client, who did nothing wrong. */
const misfits: ReadonlySet<string> = new Set<ErrorCode>([
  'BAD_REQUEST',
  'DOCUMENT_NOT_TRUSTED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
  'REQUEST_TOO_LARGE',
]);

export interface RemotePlace {
  readonly subgraph: string;
  readonly requestId: string;
  readonly trace: Trace | null;
  readonly log: Logger;
}

/** The subgraph was reached, and what it said is no answer. */
export class UnusableAnswer extends HubError {}

export const unusable = (subgraph: string, why: string, cause?: unknown): UnusableAnswer =>
  new UnusableAnswer(
    'SUBGRAPH_UNAVAILABLE',
    `Subgraph ${subgraph} gave an unusable answer.`,
    { subgraph },
    { cause: new Error(why, { cause }) },
  );

/** Reads the body of a remote answer, and trusts nothing in it. Throws HubError SUBGRAPH_UNAVAILABLE when it is not GraphQL. */
export function readRemoteAnswer(
  body: string,
  place: RemotePlace,
): SubgraphAnswer & { sources: readonly SourceReport[] } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw unusable(place.subgraph, 'the body is not JSON', error);
  }
  const read = answer.safeParse(json);
  if (!read.success) throw unusable(place.subgraph, `the body is not a GraphQL answer: ${z.prettifyError(read.error)}`);
  const { data = null, errors, extensions } = read.data;
  if (data === null && !errors?.length && !Object.hasOwn(read.data, 'data'))
    throw unusable(place.subgraph, 'neither data nor errors');
  const sources = sourceReports.safeParse(extensions?.sources ?? []);
  return {
    data,
    errors: (errors ?? []).map((error) => safeError(error, place)),
    sources: sources.success ? sources.data : [],
  };
}

function safeError(error: z.infer<typeof remoteError>, place: RemotePlace): GraphQLError {
  const extensions = error.extensions ?? {};
  const code = extensions['code'];
  const found = new GraphQLError(error.message, { path: error.path, extensions });
  if (typeof code === 'string' && misfits.has(code)) {
    place.log.error({ ...place, log: undefined, err: found }, 'gateway and subgraph do not fit together');
    return toGraphQLError(
      new GraphQLError('', { path: error.path, originalError: unusable(place.subgraph, 'misfit') }),
      place,
    );
  }
  return toGraphQLError(found, place);
}
