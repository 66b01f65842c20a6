import type { StopSignal } from '../lifetime.ts';

export interface BulkheadLimits {
  /** Calls that the system takes at a time: its connections. */
  readonly running: number;
  /** Calls that may wait for those; the next one is refused at once. */
  readonly waiting: number;
}

/**
 * A compartment for one system, so that a slow one can't fill the process. Who is inside and does not run waits for a
 * connection in the pool; here only the heads are counted. Bulk calls run on at most half of the connections.
 */
export class Bulkhead {
  readonly #most: number;
  readonly #mostBulk: number;
  #inside = 0;
  #bulk = 0;
  readonly #queue: (() => void)[] = [];

  constructor(private readonly limits: BulkheadLimits) {
    this.#most = limits.running + limits.waiting;
    this.#mostBulk = Math.max(1, Math.floor(limits.running / 2));
  }

  get inside(): number {
    return this.#inside;
  }

  /** Whether the last one that came in must wait for a connection. */
  get isWaiting(): boolean {
    return this.#inside > this.limits.running;
  }

  /** False when there is no room. */
  enter(): boolean {
    if (this.#inside >= this.#most) return false;
    this.#inside += 1;
    return true;
  }

  leave(): void {
    this.#inside -= 1;
  }

  /** Waits until a bulk call may run; null when too many wait already. Rejects with the signal's reason. */
  bulkTurn(signal: StopSignal): Promise<void> | null {
    if (this.#bulk < this.#mostBulk) {
      this.#bulk += 1;
      return Promise.resolve();
    }
    if (this.#queue.length >= this.limits.waiting) return null;
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        this.#bulk += 1;
        resolve();
      };
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      this.#queue.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  bulkDone(): void {
    this.#bulk -= 1;
    this.#queue.shift()?.();
  }
}
