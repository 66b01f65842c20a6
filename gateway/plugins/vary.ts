import type { FastifyInstance } from 'fastify';
import { addHeader } from '../../kit/http/graphql-route.ts';

/** Says in each answer that it may be another one for other values of these headers, so that no cache between mixes clients up. */
export function vary(app: FastifyInstance, names: readonly string[]): void {
  if (names.length === 0) return;
  const all = names.join(', ');
  app.addHook('onRequest', (_request, reply, done) => {
    addHeader(reply, 'vary', all);
    done();
  });
}
