import type { HubError } from '../errors/hub-error.ts';
import type { QueryOptions } from './database.ts';
import { deadlines, type Due } from '../deadlines.ts';
import { faultOf, stopReason } from './fault.ts';

const once = { once: true } as const;

/** Milliseconds that the client gives the server to stop by itself. */
const grace = (timeoutMs: number): number => Math.max(20, timeoutMs * 0.05);

/**
 * When a statement must be given up: at the client's own limit, which lies 5 % (at least 20 ms) after the server's so that
 * the server normally stops first, or when the caller's signal aborts. The reason is always a HubError.
 */
export class Stop implements Due {
  place = -1;
  readonly #system: string;
  readonly #outer: QueryOptions['signal'];
  #endsAt = Infinity;
  #reason: HubError | null = null;
  #onStop: ((reason: HubError) => void) | null;

  /** `onStop` is told once, unless it stopped before it began: look at `reason`. */
  constructor(options: QueryOptions, system: string, onStop: ((reason: HubError) => void) | null = null) {
    this.#system = system;
    this.#outer = options.signal;
    this.#onStop = onStop;
    if (this.#outer.aborted) this.#reason = stopReason(this.#outer, system);
    else {
      this.#outer.addEventListener('abort', this, once);
      this.restart(options.timeoutMs);
    }
  }

  /** Why it stopped; null as long as it did not. */
  get reason(): HubError | null {
    return this.#reason;
  }

  get endsAt(): number {
    return this.#endsAt;
  }

  /** The caller's signal has aborted. */
  handleEvent(): void {
    this.#stop(stopReason(this.#outer, this.#system));
  }

  /** Time is up. */
  late(): void {
    this.#stop(faultOf('timeout', this.#system));
  }

  /** Counts the time limit from now. */
  restart(timeoutMs: number): void {
    deadlines.delete(this);
    this.#endsAt = performance.now() + timeoutMs + grace(timeoutMs);
    deadlines.add(this);
  }

  /** No time limit until `restart`; the caller's signal still counts. */
  pause(): void {
    deadlines.delete(this);
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
    deadlines.delete(this);
    this.#outer.removeEventListener('abort', this);
  }

  #stop(reason: HubError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#onStop?.(reason);
  }
}
