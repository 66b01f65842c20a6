import type { FastifyInstance } from 'fastify';

/** Origins whose pages may ask from a browser: '*' for all, or a list. Empty: no other origin may. */
export type AllowedOrigins = '*' | readonly string[];

/** Whether a browser may send this as `origin`, to the letter; or '*'. */
export function isOrigin(text: string): boolean {
  if (text === '*') return true;
  if (/^https?:/.test(text)) return !text.includes('*') && URL.canParse(text) && new URL(text).origin === text;
  return /^[a-z][a-z0-9+.-]*:\/\/[^*/?#]+$/.test(text);
}

const readable = 'x-request-id, retry-after';
const sendable =
  'content-type, x-request-id, apollo-require-preflight, x-apollo-operation-name, apollo-expose-query-plan, x-hub-priority, authorization';

/** Answers preflights, and says in each answer who may read it. Cookies are never allowed across origins. */
export function cors(
  app: FastifyInstance,
  path: string,
  allowed: AllowedOrigins,
  passed: readonly string[] = [],
): void {
  const mayBeSent = [sendable, ...passed].join(', ');
  const mayRead = (origin: string): boolean => allowed === '*' || allowed.includes(origin);
  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    if (allowed !== '*') void reply.header('vary', 'origin');
    if (origin && mayRead(origin)) {
      void reply.header('access-control-allow-origin', allowed === '*' ? '*' : origin);
      void reply.header('access-control-expose-headers', readable);
    }
    done();
  });
  app.options(path, (request, reply) => {
    const { origin } = request.headers;
    if (origin && mayRead(origin))
      void reply
        .header('access-control-allow-methods', 'GET, POST, OPTIONS')
        .header('access-control-allow-headers', mayBeSent)
        .header('access-control-max-age', '600');
    return reply.code(204).header('allow', 'GET, POST, OPTIONS').send();
  });
}
