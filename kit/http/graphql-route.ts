import { Readable } from 'node:stream';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context.ts';

/** Content types that a browser sends without asking first: Apollo's CSRF protection must see and refuse them. */
const withoutPreflight = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

export interface GraphQLRoute {
  readonly path: string;
  context(request: FastifyRequest, reply: FastifyReply): RequestContext;
}

/** GraphQL over HTTP by Apollo Server, which must be started: GET and POST, content negotiation, CSRF protection. */
export function graphqlRoute(app: FastifyInstance, apollo: ApolloServer<RequestContext>, route: GraphQLRoute): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(withoutPreflight, { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.route({
    method: ['GET', 'POST'],
    url: route.path,
    async handler(request, reply) {
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          body: request.body,
          method: request.method,
          headers: headersOf(request),
          search: new URL(request.url, 'http://hub').search,
        },
        context: async () => route.context(request, reply),
      });
      for (const [name, value] of answer.headers)
        void reply.header(name, name === 'vary' ? [reply.getHeader('vary') ?? [], value].flat().join(', ') : value);
      void reply.code(answer.status ?? 200);
      return reply.send(
        answer.body.kind === 'complete' ? answer.body.string : Readable.from(answer.body.asyncIterator),
      );
    },
  });
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}
