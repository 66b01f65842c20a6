import type { GatewayEnv } from '../../gateway/env.ts';
import type { Gateway } from '../../gateway/server.ts';
import type { Io } from '../io.ts';
import type { Cleanup } from './cleanup.ts';

/** Milliseconds to close what is cut in the end. */
const closeMs = 500;

/** Has a gateway end as it was told to: it serves for its grace, then lets what is in flight take as long as requests may take. */
export function addGatewayEnd(
  ends: Cleanup,
  gateway: Pick<Gateway, 'stop'>,
  { drainGraceMs: graceMs, settings: { requestTimeoutMs: closeWithinMs } }: GatewayEnv,
  io: Pick<Io, 'mayTake'>,
): void {
  const limitMs = graceMs + closeWithinMs + closeMs;
  ends.add('gateway', () => gateway.stop({ graceMs, closeWithinMs }), limitMs);
  io.mayTake(limitMs);
}
