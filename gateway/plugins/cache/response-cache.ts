import type { SourceReport } from '../../../kit/source-ledger.ts';
import type { GatewayResult } from '../../engine.ts';
import { JsonText } from '../../engines/json-text.ts';
import type { Kept } from './bounded-cache.ts';

/** A whole answer, kept as it is sent. */
export interface KeptAnswer extends Kept {
  readonly data: Record<string, unknown>;
  readonly sources: readonly SourceReport[];
  /** Seconds that it may be kept. */
  readonly maxAge: number;
}

/** How long an answer is kept, times in milliseconds of the clock. */
export interface KeepTimes {
  readonly from: number;
  /** Seconds. */
  readonly maxAge: number;
  readonly staleMs: number;
}

export function keptAnswer(
  data: GatewayResult['data'],
  sources: readonly SourceReport[],
  { from, maxAge, staleMs }: KeepTimes,
): KeptAnswer {
  const known: unknown = data;
  const kept = known instanceof JsonText ? known : new JsonText(JSON.stringify(data ?? null));
  const freshUntil = from + maxAge * 1_000;
  return {
    from,
    freshUntil,
    goneAt: freshUntil + staleMs,
    size: kept.length,
    // The interface knows data as an object; the server that sends it knows this one.
    data: Object(kept) as Record<string, unknown>,
    sources,
    maxAge,
  };
}
