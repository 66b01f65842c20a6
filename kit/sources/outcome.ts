import type { RequestContext } from '../context.ts';
import { HubError } from '../errors/hub-error.ts';

let last = { ms: Number.NaN, text: '' };

/** Many statements end in one millisecond, and thousands in one second. */
function isoOf(ms: number): string {
  if (last.ms === ms) return last.text;
  const start = last.ms - (last.ms % 1000);
  const inSecond = ms - start;
  const isSameSecond = Number.isInteger(inSecond) && inSecond >= 0 && inSecond < 1000 && start > 0;
  const text = isSameSecond
    ? `${last.text.slice(0, -4)}${String(inSecond).padStart(3, '0')}Z`
    : new Date(ms).toISOString();
  last = { ms, text };
  return text;
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
