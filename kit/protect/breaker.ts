/** CLOSED: all pass. OPEN: nobody passes; the system is asked for a sign of life. HALF_OPEN: one call is let through. */
export type Phase = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerLimits {
  /** So many faults, with no answer between, open it; 0 means that it never opens. */
  readonly faultsInARow: number;
  /** Or this share of faults (0 to 1) among at least `leastCalls` calls within `windowMs`. */
  readonly faultShare: number;
  readonly leastCalls: number;
  readonly windowMs: number;
  /** Milliseconds of rest before the first try; doubled with every failed one, up to `longestRestMs`. */
  readonly restMs: number;
  readonly longestRestMs: number;
}

/** Recovery within five seconds: the longest rest (and a fifth), a sign of life that takes a second, and the trial. */
export const breakerDefaults: BreakerLimits = {
  faultsInARow: 5,
  faultShare: 0.5,
  leastCalls: 20,
  windowMs: 10_000,
  restMs: 500,
  longestRestMs: 2_000,
};

export interface BreakerParts {
  /** Asks for a sign of life, within a second or so; rejects when there is none. Our own question, never a client's. */
  ping(): Promise<unknown>;
  /** Told once per change between spared and not, never per try. */
  onChange(isSpared: boolean): void;
  /** Milliseconds, monotonic. */
  now?(): number;
  /** Runs a job later; gives what cancels it. */
  later?(job: () => void, ms: number): () => void;
  /** From 0 to 1: keeps many gateways from trying at the same moment. */
  random?(): number;
}

/** How a call may go on: as always, as the one trial, or not at all. */
export type Way = 'free' | 'trial' | 'spared';

/**
 * A circuit breaker (M. Nygard, Release It!, 2007) in two steps: while it is open a question of our own looks for a sign
 * of life, so that no client waits for that; then one call of a client is the trial, and the others are still refused.
 * While it is closed it costs two counters per call: no clock, no timer.
 */
export class Breaker {
  #phase: Phase = 'CLOSED';
  #hasTrial = false;
  #inARow = 0;
  #answers = 0;
  #faults = 0;
  #windowFrom = -Infinity;
  #restMs = 0;
  #nextTryAt = 0;
  #closedAt = -Infinity;
  #openings = 0;
  #isEnded = false;
  #cancel: () => void = () => undefined;
  readonly #now: () => number;
  readonly #later: NonNullable<BreakerParts['later']>;
  readonly #random: () => number;

  constructor(
    private readonly limits: BreakerLimits,
    private readonly parts: BreakerParts,
  ) {
    this.#now = parts.now ?? (() => performance.now());
    this.#later = parts.later ?? later;
    this.#random = parts.random ?? Math.random;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get faultsInARow(): number {
    return this.#inARow;
  }

  /** How often it went from closed to open. */
  get openings(): number {
    return this.#openings;
  }

  /** Milliseconds until the next try, 0 when that is under way; null while closed. */
  get nextTryInMs(): number | null {
    if (this.#phase === 'CLOSED') return null;
    return this.#phase === 'HALF_OPEN' ? 0 : Math.max(0, Math.round(this.#nextTryAt - this.#now()));
  }

  enter(): Way {
    if (this.#phase === 'CLOSED') return 'free';
    if (this.#phase === 'OPEN' || this.#hasTrial) return 'spared';
    this.#hasTrial = true;
    return 'trial';
  }

  answered(way: Way): void {
    if (this.#phase === 'CLOSED') {
      this.#inARow = 0;
      this.#answers += 1;
    } else if (this.#phase === 'HALF_OPEN' && way === 'trial') this.#close();
  }

  faulted(way: Way): void {
    if (this.#phase === 'CLOSED') this.#count();
    else if (this.#phase === 'HALF_OPEN' && way === 'trial') this.#rest();
  }

  /** The call says nothing about the system: its client left, or its time was too short. */
  left(way: Way): void {
    if (way === 'trial') this.#hasTrial = false;
  }

  /** No more tries. */
  end(): void {
    this.#isEnded = true;
    this.#cancel();
  }

  #count(): void {
    const { faultsInARow, faultShare, leastCalls, windowMs } = this.limits;
    const now = this.#now();
    if (now - this.#windowFrom > windowMs) {
      this.#windowFrom = now;
      this.#answers = this.#faults = 0;
    }
    this.#faults += 1;
    this.#inARow += 1;
    if (faultsInARow === 0) return;
    const calls = this.#answers + this.#faults;
    if (this.#inARow < faultsInARow && (calls < leastCalls || this.#faults < faultShare * calls)) return;
    this.#openings += 1;
    // One that opens again soon after it closed goes on where it was.
    if (now - this.#closedAt > 10 * this.limits.longestRestMs) this.#restMs = 0;
    this.#rest();
    this.parts.onChange(true);
  }

  #rest(): void {
    const { restMs, longestRestMs } = this.limits;
    this.#phase = 'OPEN';
    this.#hasTrial = false;
    this.#restMs = this.#restMs === 0 ? restMs : Math.min(longestRestMs, this.#restMs * 2);
    const ms = this.#restMs * (0.8 + 0.4 * this.#random());
    this.#nextTryAt = this.#now() + ms;
    if (!this.#isEnded) this.#cancel = this.#later(() => void this.#tryIt(), ms);
  }

  async #tryIt(): Promise<void> {
    try {
      await this.parts.ping();
      this.#phase = 'HALF_OPEN';
    } catch {
      this.#rest();
    }
  }

  #close(): void {
    this.#phase = 'CLOSED';
    this.#hasTrial = false;
    this.#closedAt = this.#now();
    this.#inARow = this.#answers = this.#faults = 0;
    this.#windowFrom = -Infinity;
    this.parts.onChange(false);
  }
}

function later(job: () => void, ms: number): () => void {
  const timer = setTimeout(job, ms).unref();
  return () => {
    clearTimeout(timer);
  };
}
