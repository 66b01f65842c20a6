import type { FastifyReply } from 'fastify';
import { HubError } from '../errors/hub-error.ts';

/** Aborted when the connection closes before the answer was sent. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const client = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished)
      client.abort(new HubError('REQUEST_CANCELLED', 'The client left before the answer was complete.'));
  });
  return client.signal;
}
