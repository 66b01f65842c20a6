export type Freshness = 'FRESH' | 'WARN' | 'STALE' | 'NEVER';

export interface FreshnessLimits {
  readonly warnAfterMs: number;
  readonly errorAfterMs: number;
}

/** Whether a reading is recent enough. `asOf` ISO 8601, `now` milliseconds since 1970. */
export function freshnessOf(asOf: string | null, now: number, limits: FreshnessLimits): Freshness {
  if (asOf === null) return 'NEVER';
  const age = now - Date.parse(asOf);
  if (age > limits.errorAfterMs) return 'STALE';
  return age > limits.warnAfterMs ? 'WARN' : 'FRESH';
}
