import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ErrorCode } from '../errors/catalogue.ts';
import { toGraphQLError } from '../errors/to-graphql-error.ts';
import { closeInStages } from './close-in-stages.ts';
import { bodyTooDeep, deepestBody } from './json-bodies.ts';
import { throwAway } from './throw-away.ts';

interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Answers that never reach GraphQL, in the shape of a GraphQL answer: `{ errors: [{ message, extensions: { code } }] }`. */
export function refusals(app: FastifyInstance, options: { log: Logger; maxBodyBytes: number; path: string }): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const known = refusalFor(error, options.maxBodyBytes, request.headers['content-encoding']);
    if (known) {
      // fastify closes the connection whatever was wrong with a body.
      void reply.removeHeader('connection');
      return refuse(reply, known);
    }
    const safe = toGraphQLError(error, { log: options.log, requestId: request.id });
    return reply
      .code(500)
      .type('application/json; charset=utf-8')
      .send({ errors: [safe.toJSON()] });
  });
  app.setNotFoundHandler(async (request, reply) => notFound(request, reply, options.path));
  app.addHook('onSend', (request, reply, _payload, done) => {
    const bytes = bytesUnread(request);
    if (bytes > fewBytes) {
      void reply.header('connection', 'close');
      closeInStages(request.raw);
    } else if (bytes > 0) throwAway(request.raw, setImmediate);
    done();
  });
}

/** Bytes of a body that nobody wanted that are read and thrown away, which costs less than another connection. */
const fewBytes = 1_048_576;

/** Most bytes of a body that may still be to come. */
function bytesUnread({ raw, headers }: FastifyRequest): number {
  if (raw.complete) return 0;
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
}

function notFound(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  if (request.url.split('?')[0] !== path)
    return refuse(reply, { status: 404, code: 'BAD_REQUEST', message: `Nothing is here. GraphQL is at ${path}.` });
  void reply.header('allow', 'GET, POST, OPTIONS');
  return refuse(reply, { status: 405, code: 'BAD_REQUEST', message: `${path} takes POST, or GET for queries.` });
}

function refuse(reply: FastifyReply, { status, code, message }: Refusal): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions: { code } }] });
}

/** Refuses what is no address, which fastify finds before any of our handlers. */
export const refuseAddress = (reply: FastifyReply): FastifyReply =>
  refuse(reply, { status: 400, code: 'BAD_REQUEST', message: 'The address of the request is not a valid URL.' });

function refusalFor(error: FastifyError, maxBodyBytes: number, encoding: string | undefined): Refusal | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { status: 413, code: 'REQUEST_TOO_LARGE', message: `The body is larger than ${maxBodyBytes} bytes.` };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { status: 415, code: 'BAD_REQUEST', message: 'Send the body as content-type application/json.' };
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return {
        status: 400,
        code: 'BAD_REQUEST',
        message: 'The body is empty. Send JSON: { "query": "...", "variables": { } }.',
      };
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      if (encoding !== undefined)
        return { status: 415, code: 'BAD_REQUEST', message: 'Send the body as it is, without content-encoding.' };
      return {
        status: 400,
        code: 'BAD_REQUEST',
        message: 'The body is not JSON. Send { "query": "...", "variables": { } }.',
      };
    case bodyTooDeep:
      return {
        status: 400,
        code: 'BAD_REQUEST',
        message: `The body is nested to more than ${deepestBody} levels. Send flatter variables.`,
      };
    default: {
      const status = error.statusCode ?? 500;
      if (status < 400 || status >= 500) return undefined;
      return { status, code: 'BAD_REQUEST', message: 'The HTTP request is not acceptable.' };
    }
  }
}
