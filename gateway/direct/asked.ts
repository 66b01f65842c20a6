import type { FastifyRequest } from 'fastify';
import type { RequestedId } from '../plugins/persisted/requested-id.ts';

/** What a GraphQL request over HTTP says, nothing of it checked but its form. */
export interface Asked {
  readonly query: string | null;
  /** Empty when none was named. */
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Null when the request asks for no document by an identifier. */
  readonly id: RequestedId | null;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const none: Json = {};

/**
 * Reads a POST of JSON as Apollo Server does. Null for whatever is not the plain case: other methods, bodies and types, and
 * requests for which there is something to complain about.
 */
export function readAsked({ method, body }: Pick<FastifyRequest, 'method' | 'body'>): Asked | null {
  if (method !== 'POST' || !isObject(body)) return null;
  const { query = null, operationName = null, variables, extensions, documentId = null } = body;
  if (query !== null && (typeof query !== 'string' || query === '')) return null;
  if (operationName !== null && (typeof operationName !== 'string' || operationName === '')) return null;
  if (variables !== undefined && variables !== null && !isObject(variables)) return null;
  const id = documentId === null ? hashIn(extensions) : idOf(documentId, false);
  return id === undefined ? null : { query, operationName: operationName ?? '', variables: variables ?? none, id };
}

/** Null without a hash; undefined for extensions that are wrong, or of another version. */
function hashIn(extensions: unknown): RequestedId | null | undefined {
  if (extensions === undefined || extensions === null) return null;
  if (!isObject(extensions)) return undefined;
  const persisted = extensions['persistedQuery'];
  if (persisted === undefined) return null;
  return isObject(persisted) && persisted['version'] === 1 ? idOf(persisted['sha256Hash'], true) : undefined;
}

const idOf = (id: unknown, isAutomatic: boolean): RequestedId | undefined =>
  typeof id === 'string' && id !== '' ? { id, isAutomatic } : undefined;
