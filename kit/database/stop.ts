import type { HubError } from '../errors/hub-error.ts';
import type { QueryOptions } from './database.ts';
import { deadlines, type Due } from '../deadlines.ts';
import { faultOf, stopReason } from './fault.ts';

const once = { once: true } as const;

/** Milliseconds that the client gives the server to stop by itself. */
const grace = (timeoutMs: number): number => Math.max(20, timeoutMs * 0.05);

/**
 * Something that must be given up: at the client's own limit, which lies 5 % (at least 20 ms) after the server's so that the
 * server normally stops first, or when the caller's signal aborts. The reason is always a HubError.
 */
export abstract class Stoppable implements Due {
  place = -1;
  readonly #system: string;
  readonly #outer: QueryOptions['signal'];
  #endsAt = Infinity;
  #reason: HubError | null = null;

  constructor({ signal, timeoutMs }: QueryOptions, system: string) {
    this.#system = system;
    this.#outer = signal;
    if (signal.aborted) this.#reason = stopReason(signal, system);
    else {
      signal.addEventListener('abort', this, once);
      this.restart(timeoutMs);
    }
  }

  /** Told once, unless it stopped before it began: look at `reason`. */
  protected abstract stopped(reason: HubError): void;

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

  /** Neither is looked at any more. */
  end(): void {
    deadlines.delete(this);
    this.#outer.removeEventListener('abort', this);
  }

  #stop(reason: HubError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.stopped(reason);
  }
}

/** The same with a function that is told. */
export class Stop extends Stoppable {
  #onStop: ((reason: HubError) => void) | null;

  /** `onStop` is told once, unless it stopped before it began: look at `reason`. */
  constructor(options: QueryOptions, system: string, onStop: ((reason: HubError) => void) | null = null) {
    super(options, system);
    this.#onStop = onStop;
  }

  /** Settles as the job does, or rejects with the reason when the stop comes first. One job at a time. */
  race<T>(job: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.reason) reject(this.reason);
      this.#onStop = reject;
      job.then(resolve, reject);
    });
  }

  protected stopped(reason: HubError): void {
    this.#onStop?.(reason);
  }
}
