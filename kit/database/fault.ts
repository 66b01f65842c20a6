import { HubError } from '../errors/hub-error.ts';
import type { StopSignal } from '../lifetime.ts';
import type { FaultKind } from './driver.ts';

/** What a database did wrong, for callers who must know more than the client. */
export class DatabaseFault extends HubError {
  constructor(
    readonly kind: FaultKind,
    ...rest: ConstructorParameters<typeof HubError>
  ) {
    super(...rest);
  }
}

/** The coded fault for what a driver reported; the driver's own error is the cause, for the log only. */
export function faultOf(kind: FaultKind, system: string, cause?: unknown): DatabaseFault {
  switch (kind) {
    case 'timeout':
      return new DatabaseFault(
        kind,
        'LEGACY_TIMEOUT',
        `System ${system} did not answer in time.`,
        { system },
        { cause },
      );
    case 'unreachable':
      return new DatabaseFault(
        kind,
        'LEGACY_UNAVAILABLE',
        `System ${system} could not be reached.`,
        { system },
        { cause },
      );
    case 'refused':
      return new DatabaseFault(
        kind,
        'LEGACY_UNAVAILABLE',
        `System ${system} refused the statement.`,
        { system },
        { cause },
      );
    case 'invalid':
      return new DatabaseFault(
        kind,
        'LEGACY_DATA_INVALID',
        `System ${system} holds data that it cannot compute with.`,
        { system },
        { cause },
      );
  }
}

/** Why a request was stopped: our own coded reason, a deadline (the system was slow), or a client that left. */
export function stopReason(signal: StopSignal, system: string): HubError {
  const reason: unknown = signal.reason;
  if (reason instanceof HubError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') return faultOf('timeout', system, reason);
  return new HubError(
    'REQUEST_CANCELLED',
    'The request was cancelled before the answer was complete.',
    {},
    { cause: reason },
  );
}
