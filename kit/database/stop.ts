import type { HubError } from '../errors/hub-error.ts';
import { faultOf, stopReason } from './fault.ts';
import type { QueryOptions } from './database.ts';

/**
 * When a statement must be given up: at the client's own limit, which lies 5 % (at least 20 ms) after the server's so that
 * the server normally stops first, or when the caller's signal aborts. The signal's reason is always a HubError.
 */
export class Stop {
  readonly #controller = new AbortController();
  readonly #system: string;
  readonly #outer: AbortSignal;
  #timer: NodeJS.Timeout | undefined;
  readonly #onAbort = (): void => {
    this.#controller.abort(stopReason(this.#outer, this.#system));
  };

  constructor(options: QueryOptions, system: string) {
    this.#system = system;
    this.#outer = options.signal;
    if (this.#outer.aborted) this.#onAbort();
    else this.#outer.addEventListener('abort', this.#onAbort, { once: true });
    this.restart(options.timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): HubError {
    return this.#controller.signal.reason as HubError;
  }

  /** Counts the time limit from now. */
  restart(timeoutMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#controller.abort(faultOf('timeout', this.#system));
      },
      timeoutMs + Math.max(20, timeoutMs * 0.05),
    );
  }

  /** No time limit until `restart`; the caller's signal still counts. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  /** Settles as the job does, or rejects with the reason when the stop comes first. */
  async race<T>(job: Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => {
        reject(this.reason);
      };
      this.signal.addEventListener('abort', onAbort, { once: true });
      job.then(resolve, reject).finally(() => {
        this.signal.removeEventListener('abort', onAbort);
      });
    });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#onAbort);
  }
}
