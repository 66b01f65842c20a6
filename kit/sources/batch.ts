import type { RequestContext } from '../context.ts';
import { Stop } from '../database/stop.ts';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime } from '../lifetime.ts';
import { SourceLedger } from '../source-ledger.ts';
import { recordOutcome } from './outcome.ts';

/** Asks one system for everything that belongs to these keys; each item belongs to one of them. */
export type AskForKeys<T> = (keys: readonly string[], context: RequestContext) => Promise<readonly T[]>;

/**
 * One statement for several requests. Whoever leaves, or has no time left, leaves alone: the statement goes on for the others,
 * with the deadline of the longest, and stops when nobody is left. Each request's ledger says what it got.
 */
export class Batch<T> {
  readonly #waiters = new Set<Waiter<T>>();
  readonly #life = new Lifetime();

  constructor(
    private readonly system: string,
    private readonly keyOf: (item: T) => string,
    private readonly ask: AskForKeys<T>,
  ) {}

  join(keys: readonly string[], context: RequestContext): Promise<readonly T[]> {
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(keys, context, resolve, reject);
      this.#waiters.add(waiter);
      waiter.watch(this.system, (reason) => {
        this.#waiters.delete(waiter);
        if (this.#waiters.size === 0) this.#life.end(reason);
      });
    });
  }

  /** Never rejects. */
  async run(): Promise<void> {
    const waiters = [...this.#waiters];
    const [first] = waiters;
    if (!first) return;
    const ledger = new SourceLedger();
    let { deadline } = first.context;
    for (const { context } of waiters) deadline = Math.max(deadline, context.deadline);
    const context = { ...first.context, deadline, ledger, signal: this.#life, scratch: new Map<string, unknown>() };
    try {
      const items = await this.ask(waiters.length === 1 ? first.keys : keysOf(waiters), context);
      this.#deal(items, waiters.length > 1, ledger);
    } catch (error) {
      if (waiters.length > 1 && isTooMany(error)) this.#oneByOne();
      else
        this.#each(ledger, (waiter) => {
          waiter.fail(error);
        });
    }
  }

  #deal(items: readonly T[], isShared: boolean, ledger: SourceLedger): void {
    const byKey = isShared ? this.#grouped(items) : null;
    this.#each(ledger, (waiter) => {
      waiter.give(byKey ? ofKeys(waiter.keys, byKey) : items);
    });
  }

  #grouped(items: readonly T[]): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
      const key = this.keyOf(item);
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
    return groups;
  }

  /** Together they are too many rows. */
  #oneByOne(): void {
    for (const waiter of this.#waiters)
      this.ask(waiter.keys, waiter.context).then(
        (items) => {
          waiter.give(items);
        },
        (fault: unknown) => {
          waiter.fail(fault);
        },
      );
  }

  /** For those who are still there. */
  #each(ledger: SourceLedger, settle: (waiter: Waiter<T>) => void): void {
    const report = ledger.report();
    for (const waiter of this.#waiters) {
      waiter.context.ledger.merge(report);
      settle(waiter);
    }
  }
}

function ofKeys<T>(keys: readonly string[], byKey: ReadonlyMap<string, readonly T[]>): readonly T[] {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) return byKey.get(only) ?? [];
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

const keysOf = (waiters: readonly { readonly keys: readonly string[] }[]): string[] => {
  const keys = new Set<string>();
  for (const waiter of waiters) for (const key of waiter.keys) keys.add(key);
  return [...keys];
};

const isTooMany = (error: unknown): boolean => error instanceof HubError && error.code === 'LEGACY_LIMIT_EXCEEDED';

/** One request's part of a batch. */
class Waiter<T> {
  #stop: Stop | null = null;

  constructor(
    readonly keys: readonly string[],
    readonly context: RequestContext,
    private readonly resolve: (items: readonly T[]) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  /** `onLeave` is called when the request ends before the batch does. */
  watch(system: string, onLeave: (reason: HubError) => void): void {
    const began = performance.now();
    const { context } = this;
    const { clock, deadline, signal } = context;
    const leave = (reason: HubError): void => {
      this.#stop?.end();
      onLeave(reason);
      recordOutcome(context, system, performance.now() - began, reason, 1);
      this.reject(reason);
    };
    this.#stop = new Stop({ signal, timeoutMs: Math.max(1, deadline - clock.now()) }, system, leave);
    if (this.#stop.reason) leave(this.#stop.reason);
  }

  give(items: readonly T[]): void {
    this.#stop?.end();
    this.resolve(items);
  }

  fail(error: unknown): void {
    this.#stop?.end();
    this.reject(error);
  }
}
