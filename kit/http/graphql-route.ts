import { Readable } from 'node:stream';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  onSendHookHandler,
  preHandlerHookHandler,
} from 'fastify';
import type { IncomingContext, RequestContext } from '../context.ts';
import { endWithClient } from './end-with-client.ts';

/** Content types that a browser sends without asking first: Apollo's CSRF protection must see and refuse them. */
const withoutPreflight = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

export interface GraphQLRoute {
  readonly path: string;
  /** Ends with the client. */
  context(request: FastifyRequest): IncomingContext;
  /** What requests go through before and after, in this order. */
  readonly hooks?: readonly RouteHooks[];
  /** What may answer in place of Apollo Server. */
  readonly direct?: DirectRoute | null;
}

/** Hooks of the GraphQL requests alone. */
export type RouteHooks = Partial<{
  readonly onRequest: onRequestHookHandler;
  readonly preHandler: preHandlerHookHandler;
  readonly onSend: onSendHookHandler;
}>;

export interface ApolloAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

export interface DirectRoute {
  /** The body of an answer whose header it has set; null, and nothing done, for what Apollo Server has to answer. */
  answer(
    request: FastifyRequest,
    reply: FastifyReply,
    context: () => RequestContext,
  ): Promise<string | Buffer> | Buffer | null;
  /** Apollo Server gives an answer of this content type to who accepts this. */
  learnContentType(accept: string | undefined, contentType: string): void;
  /** Apollo Server gave this answer. */
  learnAnswer(request: FastifyRequest, answer: ApolloAnswer): void;
}

/** GraphQL over HTTP by Apollo Server, which must be started: GET and POST, content negotiation, CSRF protection. */
export function graphqlRoute(app: FastifyInstance, apollo: ApolloServer<RequestContext>, route: GraphQLRoute): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(withoutPreflight, { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  const { hooks = [] } = route;
  app.route({
    method: ['GET', 'POST'],
    url: route.path,
    onRequest: hooks.flatMap(({ onRequest }) => onRequest ?? []),
    preHandler: hooks.flatMap(({ preHandler }) => preHandler ?? []),
    onSend: hooks.flatMap(({ onSend }) => onSend ?? []),
    handler: (request, reply) => {
      const context = (): RequestContext => {
        const incoming = route.context(request);
        endWithClient(incoming.signal, reply);
        return incoming;
      };
      const direct = route.direct?.answer(request, reply, context);
      return Buffer.isBuffer(direct) ? reply.send(direct) : (direct ?? byApollo(request, reply, context));
    },
  });

  async function byApollo(request: FastifyRequest, reply: FastifyReply, context: () => RequestContext) {
    const { body, status, headers } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        body: request.body,
        method: request.method,
        headers: headersOf(request),
        search: new URL(request.url, 'http://hub').search,
      },
      context: async () => context(),
    });
    for (const [name, value] of headers) addHeader(reply, name, value);
    void reply.code(status ?? 200);
    if (body.kind !== 'complete') return reply.send(Readable.from(body.asyncIterator));
    const contentType = headers.get('content-type');
    if (contentType !== undefined && reply.statusCode === 200)
      route.direct?.learnContentType(request.headers.accept, contentType);
    route.direct?.learnAnswer(request, { status: reply.statusCode, headers: [...headers], text: body.string });
    return reply.send(body.string);
  }
}

/** Sets a header of an answer; to `vary` it adds. */
export function addHeader(reply: FastifyReply, name: string, value: string): void {
  void reply.header(name, name === 'vary' ? [reply.getHeader('vary') ?? [], value].flat().join(', ') : value);
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}
