/** Retries that a client saw as nothing but a longer answer, in spite of a short outage. */
const most = 10;

/**
 * Retries as a share of calls: each call pays a part of a token in, each retry takes a whole one out, so that retries can't
 * multiply the load on a system that is down (the throttling of gRPC's retry design, gRFC A6; Google SRE book, ch. 21).
 */
export class RetryBudget {
  #tokens = most;
  #taken = 0;

  /** `share`: retries per call in the long run, 0 to 1; 0 means none at all. */
  constructor(private readonly share: number) {}

  /** Retries so far. */
  get taken(): number {
    return this.#taken;
  }

  called(): void {
    if (this.#tokens < most) this.#tokens = Math.min(most, this.#tokens + this.share);
  }

  /** Whether one may be done now; it is paid for then. */
  take(): boolean {
    if (this.share === 0 || this.#tokens < 1) return false;
    this.#tokens -= 1;
    this.#taken += 1;
    return true;
  }
}
