import type { FastifyInstance } from 'fastify';

/** Parts that are not ready, each with a word that may be public. Empty when all is well. */
export type NotReady = Readonly<Record<string, string>>;

/**
 * `/health/live`: the process answers. `/health/ready`: send requests here (200), or do not (503, with what is missing).
 */
export function healthRoutes(app: FastifyInstance, notReady: () => Promise<NotReady>): void {
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  );
  app.get('/health/ready', async (_request, reply) => {
    const missing = await notReady();
    const ready = Object.keys(missing).length === 0;
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(ready ? { status: 'ready' } : { status: 'not ready', missing });
  });
}
