import type { FastifyReply } from 'fastify';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime, type StopSignal } from '../lifetime.ts';

/** Aborted when the connection closes before the answer was sent. */
export function clientSignal(reply: FastifyReply): StopSignal {
  const client = new Lifetime();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished)
      client.end(new HubError('REQUEST_CANCELLED', 'The client left before the answer was complete.'));
  });
  return client;
}
