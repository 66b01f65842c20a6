import type { StopSignal } from '../lifetime.ts';

/**
 * Something that is learned from a system on first use and kept: concurrent first users share one attempt, a failure is not
 * kept, and no user's leaving stops the attempt for the others.
 */
export class Remembered<T> {
  #attempt: Promise<T> | undefined;
  #known: { readonly value: T } | null = null;
  constructor(private readonly learn: () => Promise<T>) {}

  /** What was learned; null before, so that who knows it need not wait. */
  get known(): { readonly value: T } | null {
    return this.#known;
  }

  /** Waits for the attempt, or rejects with the signal's reason when that aborts first. */
  get(signal: StopSignal): Promise<T> {
    this.#attempt ??= this.#learn();
    const attempt = this.#attempt;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      attempt.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }

  async #learn(): Promise<T> {
    try {
      const value = await this.learn();
      this.#known = { value };
      return value;
    } catch (error) {
      this.#attempt = undefined;
      throw error;
    }
  }
}
