/**
 * Who waits for an answer. One of these is called, once, perhaps at once; it must not throw. Where each of several layers has
 * something to do when an answer comes, a promise per layer would cost more than what they do.
 */
export interface Receiver<T> {
  answered(answer: T): void;
  failed(error: unknown): void;
}

/** A promise that ends as the receiver is told that `start` is given. */
export function received<T>(start: (to: Receiver<T>) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    start({ answered: resolve, failed: reject });
  });
}

/** Tells a receiver how a promise ends. */
export function deliver<T>(answer: Promise<T>, to: Receiver<T>): void {
  answer.then(
    (value) => {
      to.answered(value);
    },
    (error: unknown) => {
      to.failed(error);
    },
  );
}
