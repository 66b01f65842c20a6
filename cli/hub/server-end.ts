import type { StopOptions } from '../../kit/http/drain.ts';
import type { Io } from '../io.ts';
import type { Cleanup } from './cleanup.ts';

/** Milliseconds to close what is cut in the end. */
const closeMs = 500;

/** Has a server end in order: it serves for its grace, then what is in flight may take as long as any request. */
export function addServerEnd(
  ends: Cleanup,
  server: { stop(options: StopOptions): Promise<void> },
  times: Required<StopOptions>,
  io: Pick<Io, 'mayTake'>,
): void {
  const limitMs = times.graceMs + times.closeWithinMs + closeMs;
  ends.add('server', () => server.stop(times), limitMs);
  io.mayTake(limitMs);
}
