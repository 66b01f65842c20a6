/**
 * Something that is learned from a system on first use and kept: concurrent first users share one attempt, a failure is not
 * kept, and no user's leaving stops the attempt for the others.
 */
export class Remembered<T> {
  #attempt: Promise<T> | undefined;
  constructor(private readonly learn: () => Promise<T>) {}

  /** Waits for the attempt, or rejects with the signal's reason when that aborts first. */
  get(signal: AbortSignal): Promise<T> {
    this.#attempt ??= this.learn().catch((error: unknown) => {
      this.#attempt = undefined;
      throw error;
    });
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
}
