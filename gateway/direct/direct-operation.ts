import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { RequestContext } from '../../kit/context.ts';
import { addHeader } from '../../kit/http/graphql-route.ts';
import type { AnswerPolicy, ClientOperation } from '../engine.ts';
import type { Asked } from './asked.ts';
import type { KnownRequest } from './known-requests.ts';

export interface DirectOperationParts {
  readonly known: KnownRequest;
  readonly asked: Asked;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly headers: IncomingHttpHeaders;
}

/**
 * An operation for the engine, with the little of Apollo Server's surroundings that caches look at: it is its own headers,
 * asked and answered, and its own policy.
 */
export class DirectOperation implements ClientOperation {
  readonly schema: ClientOperation['schema'];
  readonly document: ClientOperation['document'];
  readonly queryHash: string;
  readonly context: RequestContext;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly request: ClientOperation['request'];
  readonly response = { http: { headers: this } };
  readonly overallCachePolicy = this;
  readonly #asked: IncomingHttpHeaders;
  readonly #answered: [name: string, value: string][] = [];
  #policy: AnswerPolicy | null = null;

  constructor({ known, asked, coerced, context, headers }: DirectOperationParts) {
    this.schema = known.schema;
    this.document = known.document;
    this.queryHash = known.queryHash;
    this.context = context;
    this.coerced = coerced;
    this.#asked = headers;
    const { operationName, variables } = asked;
    const http = { headers: this };
    this.request = operationName === '' ? { variables, http } : { operationName, variables, http };
  }

  get(name: string): string | null {
    const value = this.#asked[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  }

  set(name: string, value: string): void {
    this.#answered.push([name, value]);
  }

  append(name: string, value: string): void {
    this.#answered.push([name, value]);
  }

  restrict(policy: AnswerPolicy): void {
    this.#policy = policy;
  }

  /** Writes the header of the answer as Apollo Server does. */
  writeHead(reply: FastifyReply, contentType: string, hasErrors: boolean): void {
    const policy = hasErrors ? null : this.#policy;
    const caching = policy ? `max-age=${String(policy.maxAge)}, ${policy.scope.toLowerCase()}` : 'no-store';
    void reply.header('content-type', contentType).header('cache-control', caching);
    for (const [name, value] of this.#answered) addHeader(reply, name, value);
  }
}
