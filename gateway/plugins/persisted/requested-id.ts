import type { GraphQLRequest } from '@apollo/server';

/** An identifier by which a request asks for its document. */
export interface RequestedId {
  readonly id: string;
  /** A hash that Apollo Server would look up among the documents that clients registered. */
  readonly isAutomatic: boolean;
}

/**
 * `documentId` of the GraphQL over HTTP drafts, in the body or in the address, or `extensions.persistedQuery.sha256Hash`.
 * Null when a request has neither.
 */
export function requestedId({ http, extensions }: GraphQLRequest): RequestedId | null {
  const body = isRecord(http?.body) ? http.body['documentId'] : undefined;
  const id = body ?? (http?.method === 'GET' ? new URLSearchParams(http.search).get('documentId') : null);
  if (typeof id === 'string' && id !== '') return { id, isAutomatic: false };
  const persisted: unknown = extensions?.['persistedQuery'];
  const hash = isRecord(persisted) ? persisted['sha256Hash'] : undefined;
  return typeof hash === 'string' && hash !== '' ? { id: hash, isAutomatic: true } : null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
