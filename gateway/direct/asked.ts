import type { IncomingHttpHeaders } from 'node:http';
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
 * Reads a POST of JSON or a GET as Apollo Server does. Null for whatever is not the plain case: other methods, bodies and types,
 * and requests for which there is something to complain about.
 */
export function readAsked({
  method,
  body,
  url,
  headers,
}: Pick<FastifyRequest, 'method' | 'body' | 'url' | 'headers'>): Asked | null {
  if (method === 'POST') return isObject(body) ? askedIn(body) : null;
  if (method !== 'GET' || body !== undefined || !mayGet(headers)) return null;
  const parameters = parametersOf(url);
  return parameters && askedIn(parameters);
}

function askedIn({ query = null, operationName = null, variables, extensions, documentId = null }: Json): Asked | null {
  if (query !== null && (typeof query !== 'string' || query === '')) return null;
  if (operationName !== null && (typeof operationName !== 'string' || operationName === '')) return null;
  if (variables !== undefined && variables !== null && !isObject(variables)) return null;
  const id = documentId === null ? hashIn(extensions) : idOf(documentId, false);
  return id === undefined ? null : { query, operationName: operationName ?? '', variables: variables ?? none, id };
}

/** No page of another origin can have sent it without having asked: it has a header, or a type, that needs a preflight. */
function mayGet(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type'];
  if (type !== undefined) return type === 'application/json';
  return preflighted.some((name) => headers[name] !== undefined && headers[name] !== '');
}

const preflighted = ['x-apollo-operation-name', 'apollo-require-preflight'];

/** What the address says, each at most once; null where something is wrong with it. */
function parametersOf(url: string): Json | null {
  const given: Record<string, unknown> = {};
  for (const [name, value] of new URL(url, 'http://hub').searchParams) {
    if (!parameters.has(name)) continue;
    if (name in given) return null;
    const read = inJson.has(name) ? objectIn(value) : value;
    if (read === null) return null;
    given[name] = read;
  }
  return given;
}

const parameters: ReadonlySet<string> = new Set(['query', 'operationName', 'variables', 'extensions', 'documentId']);
const inJson: ReadonlySet<string> = new Set(['variables', 'extensions']);

function objectIn(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
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
