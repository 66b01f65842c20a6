/**
 * What is there already, or is to come. Much of an answer is there as soon as it is asked for (a customer without an account in
 * a system, rows that came along with their parents), and a promise costs more than most of what is done with it: so whoever
 * need not wait goes on at once.
 */
export type PromiseOrValue<T> = Promise<T> | T;

export function isPromise<T>(value: PromiseOrValue<T>): value is Promise<T> {
  return value instanceof Promise;
}

/** As `value.then(next)`. What `next` throws is thrown when there is nothing to wait for. */
export function andThen<T, U>(value: PromiseOrValue<T>, next: (value: T) => PromiseOrValue<U>): PromiseOrValue<U> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** As `get().then(next, failed)`, where `get` may throw. */
export function settle<T, U>(
  get: () => PromiseOrValue<T>,
  next: (value: T) => PromiseOrValue<U>,
  failed: (fault: unknown) => PromiseOrValue<U>,
): PromiseOrValue<U> {
  let value: PromiseOrValue<T>;
  try {
    value = get();
  } catch (fault) {
    return failed(fault);
  }
  return isPromise(value) ? value.then(next, failed) : next(value);
}

/** As `Promise.all` of what gives nothing: waits for those that are to come. */
export function allDone(all: readonly PromiseOrValue<void>[]): PromiseOrValue<void> {
  let coming: Promise<void>[] | null = null;
  for (const one of all) {
    if (!isPromise(one)) continue;
    // A list of one is all that there is room for; one that is pushed to takes room for sixteen more.
    if (coming) coming.push(one);
    else coming = [one];
  }
  return coming && coming.length > 1 ? Promise.all(coming).then(nothing) : coming?.[0];
}

const nothing = (): void => undefined;

/** As `Promise.all`. */
export function allOf<T>(all: readonly PromiseOrValue<T>[]): PromiseOrValue<readonly T[]> {
  const [only] = all;
  if (all.length === 1 && isPromise(only)) return only.then((value) => [value]);
  return all.some(isPromise) ? Promise.all(all) : (all as readonly T[]);
}
