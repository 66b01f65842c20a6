import type { Measured } from './measure.ts';

/** What is said of one server, query and concurrency. */
export interface Figures {
  readonly requests: number;
  /** Milliseconds of CPU of all its processes, per request. */
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly peakMiB: number;
  /** Requests that were told to come again; the other figures are of those that were answered. */
  readonly turnedAway: number;
}

/** The value below which this share of the values lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function figuresOf({ latencies, cpuMs, seconds, peakMiB, turnedAway }: Measured): Figures {
  return {
    requests: latencies.length,
    cpuMs: cpuMs / latencies.length,
    perSecond: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    peakMiB,
    turnedAway,
  };
}

/** Each figure as a multiple of the floor's. */
export type TimesFloor = Omit<Figures, 'requests' | 'turnedAway'>;

export function timesFloor(figures: Figures, floor: Figures): TimesFloor {
  return {
    cpuMs: figures.cpuMs / floor.cpuMs,
    perSecond: figures.perSecond / floor.perSecond,
    p50Ms: figures.p50Ms / floor.p50Ms,
    p99Ms: figures.p99Ms / floor.p99Ms,
    peakMiB: figures.peakMiB / floor.peakMiB,
  };
}
