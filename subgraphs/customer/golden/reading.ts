/** One value that one account gives for one golden field. */
export interface Reading {
  readonly system: string;
  readonly accountId: string;
  /** ISO 8601 UTC, or null when the system has no time. */
  readonly updatedAt: string | null;
  /** The value as it would be shown. */
  readonly text: string;
  /** The value as it is compared: equal keys are one value. */
  readonly key: string;
  /** How much it says: a greater number says more. */
  readonly completeness: number;
  /** Place among the values of its account, from 0. */
  readonly position: number;
}

/** Readings that say the same. Never empty. */
export type Group = readonly [Reading, ...Reading[]];

/** Readings with the same key, in the order of their first reading. */
export function groupBy(readings: readonly Reading[], key: (reading: Reading) => string): Group[] {
  const groups = new Map<string, [Reading, ...Reading[]]>();
  for (const reading of readings) {
    const name = key(reading);
    const known = groups.get(name);
    if (known) known.push(reading);
    else groups.set(name, [reading]);
  }
  return [...groups.values()];
}
