import type { HubError } from '../errors/hub-error.ts';
import type { QueryOptions } from './database.ts';
import { faultOf, stopReason } from './fault.ts';

/**
 * When a statement must be given up: at the client's own limit, which lies 5 % (at least 20 ms) after the server's so that
 * the server normally stops first, or when the caller's signal aborts. The reason is always a HubError.
 */
export class Stop {
  readonly #system: string;
  readonly #outer: QueryOptions['signal'];
  #timer: NodeJS.Timeout | undefined;
  #reason: HubError | null = null;
  #onStop: (reason: HubError) => void = () => undefined;
  readonly #onAbort = (): void => {
    this.#stop(stopReason(this.#outer, this.#system));
  };
  readonly #onLate = (): void => {
    this.#stop(faultOf('timeout', this.#system));
  };

  constructor(options: QueryOptions, system: string) {
    this.#system = system;
    this.#outer = options.signal;
    if (this.#outer.aborted) this.#onAbort();
    else this.#outer.addEventListener('abort', this.#onAbort, { once: true });
    this.restart(options.timeoutMs);
  }

  /** Why it stopped; null as long as it did not. */
  get reason(): HubError | null {
    return this.#reason;
  }

  /** Counts the time limit from now. */
  restart(timeoutMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onLate, timeoutMs + Math.max(20, timeoutMs * 0.05));
  }

  /** No time limit until `restart`; the caller's signal still counts. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  /** Settles as the job does, or rejects with the reason when the stop comes first. One job at a time. */
  race<T>(job: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      this.#onStop = reject;
      job.then(resolve, reject);
    });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#onAbort);
  }

  #stop(reason: HubError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#onStop(reason);
  }
}
