import type { ServerResponse } from 'node:http';
import { HubError } from '../errors/hub-error.ts';
import type { Lifetime } from '../lifetime.ts';

const workOf = Symbol('work');

/** An answer, and what is done for it. */
type Awaited = ServerResponse & { [workOf]?: Lifetime };

/** Ends what is done for a client when its connection closes before the answer was sent. */
export function endWithClient(work: Lifetime, { raw }: { raw: Awaited }): void {
  raw[workOf] = work;
  raw.on('close', onClose);
}

function onClose(this: Awaited): void {
  if (!this.writableFinished)
    this[workOf]?.end(new HubError('REQUEST_CANCELLED', 'The client left before the answer was complete.'));
}
