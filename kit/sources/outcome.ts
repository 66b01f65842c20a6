import type { RequestContext } from '../context.ts';
import { HubError } from '../errors/hub-error.ts';

let last = { ms: Number.NaN, text: '' };

/** Many statements end in one millisecond. */
function isoOf(ms: number): string {
  if (last.ms !== ms) last = { ms, text: new Date(ms).toISOString() };
  return last.text;
}

/** Enters what a system did into the request's ledger; `error` is null when it answered. A client that left is no fault of it. */
export function recordOutcome(
  context: RequestContext,
  system: string,
  ms: number,
  error: unknown,
  statements: number,
): void {
  const code = error instanceof HubError ? error.code : undefined;
  if (code === 'REQUEST_CANCELLED') return;
  if (error === null) context.ledger.record(system, 'OK', ms, isoOf(context.clock.now()), statements);
  else context.ledger.record(system, code === 'LEGACY_TIMEOUT' ? 'TIMEOUT' : 'UNAVAILABLE', ms, null, statements);
}
