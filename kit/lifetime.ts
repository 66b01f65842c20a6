import { deadlines, type Due } from './deadlines.ts';

/** A function, or an object that is one (EventListener of the DOM): objects that listen need no function each. */
export type AbortListener = (() => void) | { handleEvent(): void };

/**
 * What tells work to stop: the part of AbortSignal that the house uses, so that either can be given. Making, joining and
 * watching AbortSignals costs 10 to 90 microseconds each, more than a whole statement may cost; a `Lifetime` next to nothing.
 */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: AbortListener, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: AbortListener): void;
  throwIfAborted(): void;
}

export interface LifetimeOptions {
  /** Whose end is the end of this one too. */
  readonly within?: StopSignal | undefined;
  /** Milliseconds from now; without it there is no limit. */
  readonly timeoutMs?: number;
  /** The reason when time is up; default a TimeoutError as AbortSignal.timeout has. */
  readonly tooLate?: () => unknown;
}

const timeoutError = (): unknown => new DOMException('The operation was aborted due to timeout', 'TimeoutError');

/**
 * How long something may go on: until `end`, until time is up, or until what it is within ends. It has a deadline, and
 * listens to what it is within, only while somebody listens to it: so nobody need dispose of it. Each listener is called once, in no
 * order.
 */
export class Lifetime implements StopSignal, Due {
  /** In milliseconds of `performance.now()`. */
  readonly endsAt: number;
  place = -1;
  readonly #within: StopSignal | undefined;
  readonly #tooLate: () => unknown;
  /** Seldom more than three. */
  #listeners: AbortListener[] | null = null;
  #isOver = false;
  #reason: unknown;

  constructor({ within, timeoutMs, tooLate = timeoutError }: LifetimeOptions = {}) {
    this.#within = within;
    this.endsAt = timeoutMs === undefined ? Infinity : performance.now() + timeoutMs;
    this.#tooLate = tooLate;
  }

  get aborted(): boolean {
    if (this.#isOver) return true;
    if (this.#within?.aborted) this.end(this.#within.reason);
    // While it has a deadline, that tells: the clock need not be asked.
    else if (!this.#listeners && this.endsAt !== Infinity && performance.now() >= this.endsAt) this.late();
    return this.#isOver;
  }

  get reason(): unknown {
    return this.aborted ? this.#reason : undefined;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.#reason;
  }

  /** As with AbortSignal, whoever listens after the end is not called: ask `aborted` first. */
  addEventListener(_type: 'abort', listener: AbortListener): void {
    // Whether its own time is up, its deadline tells at once: the clock need not be asked.
    if (this.#isOver || this.#within?.aborted) return;
    if (!this.#listeners) {
      this.#listeners = [listener];
      this.#watch();
    } else if (!this.#listeners.includes(listener)) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: AbortListener): void {
    const listeners = this.#listeners;
    const at = listeners ? listeners.indexOf(listener) : -1;
    if (!listeners || at === -1) return;
    const last = listeners.pop();
    if (listeners.length === 0) {
      this.#listeners = null;
      this.#unwatch();
    } else if (last && at < listeners.length) listeners[at] = last;
  }

  end(reason: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reason = reason;
    const listeners = this.#listeners;
    if (!listeners) return;
    this.#listeners = null;
    this.#unwatch();
    for (const listener of listeners)
      if (typeof listener === 'function') listener();
      else listener.handleEvent();
  }

  /** Time is up. */
  late(): void {
    this.end(this.#tooLate());
  }

  /** What it is within has ended. */
  handleEvent(): void {
    this.end(this.#within?.reason);
  }

  #watch(): void {
    this.#within?.addEventListener('abort', this);
    if (this.endsAt !== Infinity) deadlines.add(this);
  }

  #unwatch(): void {
    this.#within?.removeEventListener('abort', this);
    deadlines.delete(this);
  }
}

/** Does work with a real AbortSignal that ends as this signal does, for packages that insist on one. */
export async function withAbortSignal<T>(signal: StopSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (signal instanceof AbortSignal) return work(signal);
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(signal.reason);
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
