/**
 * What tells work to stop: the part of AbortSignal that the house uses, so that either can be given. Making, joining and
 * watching AbortSignals costs 10 to 90 microseconds each, more than a whole statement may cost; a `Lifetime` next to nothing.
 */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}

export interface LifetimeOptions {
  /** Whose end is the end of this one too. */
  readonly within?: StopSignal | undefined;
  /** Milliseconds from now; without it there is no limit. */
  readonly timeoutMs?: number;
  /** The reason when time is up; default a TimeoutError as AbortSignal.timeout has. */
  readonly late?: () => unknown;
}

const timeoutError = (): unknown => new DOMException('The operation was aborted due to timeout', 'TimeoutError');

/**
 * How long something may go on: until `end`, until time is up, or until what it is within ends. It holds a timer, and
 * listens to what it is within, only while somebody listens to it: so nobody need dispose of it. Each listener is called once.
 */
export class Lifetime implements StopSignal {
  readonly #within: StopSignal | undefined;
  readonly #endsAt: number;
  readonly #late: () => unknown;
  /** Seldom more than three. */
  #listeners: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  #reason: unknown;
  #onOuter: (() => void) | undefined;

  constructor(options: LifetimeOptions = {}) {
    this.#within = options.within;
    this.#endsAt = options.timeoutMs === undefined ? Infinity : performance.now() + options.timeoutMs;
    this.#late = options.late ?? timeoutError;
  }

  get aborted(): boolean {
    if (this.#isOver) return true;
    if (this.#within?.aborted) this.end(this.#within.reason);
    else if (this.#endsAt !== Infinity && performance.now() >= this.#endsAt) this.end(this.#late());
    return this.#isOver;
  }

  get reason(): unknown {
    return this.aborted ? this.#reason : undefined;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.#reason;
  }

  /** As with AbortSignal, whoever listens after the end is not called: ask `aborted` first. */
  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.aborted) return;
    if (this.#listeners.includes(listener)) return;
    if (this.#listeners.length === 0) this.#watch();
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at === -1) return;
    this.#listeners.splice(at, 1);
    if (this.#listeners.length === 0) this.#unwatch();
  }

  end(reason: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reason = reason;
    this.#unwatch();
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  #watch(): void {
    if (this.#within) {
      const within = this.#within;
      this.#onOuter = () => {
        this.end(within.reason);
      };
      within.addEventListener('abort', this.#onOuter);
    }
    if (this.#endsAt !== Infinity)
      this.#timer = setTimeout(
        () => {
          this.end(this.#late());
        },
        Math.max(1, Math.ceil(this.#endsAt - performance.now())),
      ).unref();
  }

  #unwatch(): void {
    if (this.#onOuter) this.#within?.removeEventListener('abort', this.#onOuter);
    if (this.#timer) clearTimeout(this.#timer);
    this.#onOuter = this.#timer = undefined;
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
