import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Trace } from '../telemetry/trace.ts';
import { catalogue, type ErrorCode } from './catalogue.ts';
import { HubError, type PublicDetail } from './hub-error.ts';

/** Where an error was met: for the log, and for what the client may know. */
export interface ErrorPlace {
  readonly log: Logger;
  /** Null before a request has an identifier (a refused body, CSRF). */
  readonly requestId: string | null;
  readonly trace?: Trace | null;
  readonly subgraph?: string;
}

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(catalogue, value);

/** What `extensions` of a public error may hold; anything else stays in the house. */
export interface PublicExtensions extends PublicDetail {
  readonly code: ErrorCode;
  readonly requestId?: string;
}

/**
 * THE converter: anything thrown -> what a client may see. HubErrors and coded GraphQL errors keep code and message;
 * everything else becomes INTERNAL_SERVER_ERROR, and the original goes to the log under the request's identifier.
 */
export function toGraphQLError(error: unknown, place: ErrorPlace): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const hub = hubErrorIn(error);
  if (hub && hub.code !== 'INTERNAL_SERVER_ERROR')
    return build(hub.message, { code: hub.code, ...pick(hub.detail) }, located, place);
  const code = located?.extensions['code'];
  if (located && isErrorCode(code) && code !== 'INTERNAL_SERVER_ERROR')
    return build(located.message, { code, ...pick(located.extensions) }, located, place);
  if (isAbort(located?.originalError ?? error))
    return build(
      'The request was cancelled before the answer was complete.',
      { code: 'REQUEST_CANCELLED' },
      located,
      place,
    );
  return internal(error, located, hub, place);
}

function internal(
  error: unknown,
  located: GraphQLError | undefined,
  hub: HubError | undefined,
  place: ErrorPlace,
): GraphQLError {
  const known = located?.extensions['requestId'];
  // An error that already names its request was logged where it was converted.
  if (known === undefined) {
    const original = located?.originalError ?? error;
    const at = { requestId: place.requestId, ...place.trace?.ids(), subgraph: place.subgraph, path: located?.path };
    place.log.error({ ...at, err: original }, 'an internal fault');
  }
  const requestId = place.requestId ?? undefined;
  const message = requestId
    ? `An internal fault; the log has it under request ${requestId}.`
    : 'An internal fault; the log has it.';
  const detail = pick({ ...located?.extensions, ...hub?.detail });
  return build(message, { code: 'INTERNAL_SERVER_ERROR', ...detail, ...(requestId && { requestId }) }, located, place);
}

function build(
  message: string,
  extensions: PublicExtensions,
  located: GraphQLError | undefined,
  place: ErrorPlace,
): GraphQLError {
  return new GraphQLError(message, {
    path: located?.path,
    ...(located?.nodes && { nodes: located.nodes }),
    ...(located?.source && { source: located.source, positions: located.positions }),
    extensions: { ...extensions, ...(place.subgraph && { subgraph: place.subgraph }) },
  });
}

/** Keeps the allowed details, and only as text. */
function pick(from: Readonly<Record<string, unknown>> | PublicDetail): PublicDetail {
  const { system, subgraph, relation }: { system?: unknown; subgraph?: unknown; relation?: unknown } = from;
  return {
    ...(typeof system === 'string' && { system }),
    ...(typeof subgraph === 'string' && { subgraph }),
    ...(typeof relation === 'string' && { relation }),
  };
}

/** The HubError at the bottom of graphql-js' wrappers, if there is one. */
function hubErrorIn(error: unknown): HubError | undefined {
  let at = error;
  for (let depth = 0; depth < 5; depth++) {
    if (at instanceof HubError) return at;
    if (!(at instanceof GraphQLError)) return undefined;
    at = at.originalError;
  }
  return undefined;
}

/** What an aborted signal makes of waiting: its own reason, or Node's AbortError. Drivers have TimeoutErrors of their own. */
function isAbort(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || (error.name === 'TimeoutError' && error instanceof DOMException);
}
