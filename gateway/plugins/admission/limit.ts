export interface LimitBounds {
  /** Requests in flight that are always allowed. */
  readonly least: number;
  readonly most: number;
  /** Milliseconds of delay in the gateway's own queue, the event loop, that are still calm. */
  readonly calmDelayMs: number;
}

/** What was seen since the last look. */
export interface Look {
  /** How late the event loop ran, milliseconds. */
  readonly delayMs: number;
  /** Most requests in flight at a time. */
  readonly inFlight: number;
  /** Somebody waits, though perhaps not for these places: bulk has a part of them only. Default false. */
  readonly isCrowded?: boolean;
}

/** Share that stays after a look that was not calm. */
const decrease = 0.8;

/**
 * How many requests may be in flight: additive increase, multiplicative decrease (Chiu and Jain, 1989; the AIMD of Netflix'
 * concurrency-limits), led by the queuing time of the event loop and not by the response time, which is mostly that of the systems
 * behind (Zhou et al., Overload Control for Scaling WeChat Microservices, SoCC 2018). It grows by its own square root, as
 * Gradient2 does, and only while it is used: a limit that nobody reached says nothing.
 */
export class ConcurrencyLimit {
  readonly #first: number;
  #limit: number;

  constructor(private readonly bounds: LimitBounds) {
    this.#first = Math.min(bounds.most, bounds.least * 4);
    this.#limit = this.#first;
  }

  get value(): number {
    return Math.floor(this.#limit);
  }

  update({ delayMs, inFlight, isCrowded = false }: Look): void {
    const { least, most, calmDelayMs } = this.bounds;
    if (delayMs > calmDelayMs) {
      // What was not used is no part of what was too much.
      this.#limit = Math.max(least, Math.min(this.#limit, inFlight) * decrease);
    } else if (inFlight >= this.value || (isCrowded && this.#limit < this.#first))
      this.#limit = Math.min(most, this.#limit + Math.sqrt(this.#limit));
  }
}
