import type { FastifyReply } from 'fastify';
import { HubError } from '../errors/hub-error.ts';
import type { Lifetime } from '../lifetime.ts';

/** Ends what is done for a client when its connection closes before the answer was sent. */
export function endWithClient(work: Lifetime, { raw }: FastifyReply): void {
  raw.on('close', () => {
    if (!raw.writableFinished)
      work.end(new HubError('REQUEST_CANCELLED', 'The client left before the answer was complete.'));
  });
}
