import { SourceLedger, type RequestContext } from '../context.ts';
import { Stop } from '../database/stop.ts';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime } from '../lifetime.ts';
import { recordOutcome } from './outcome.ts';

/** Asks one system for everything that belongs to these keys; each item belongs to one of them. */
export type AskForKeys<T> = (keys: readonly string[], context: RequestContext) => Promise<readonly T[]>;

/**
 * Puts statements of requests that run at the same time together: those that differ in nothing but their keys, and come in
 * one turn of the event loop, become one statement. Whoever leaves, or has no time left, leaves alone: the statement goes on
 * for the others, with the deadline of the longest, and stops when nobody is left. Each request's ledger says what it got.
 */
export class Coalescer<T> {
  readonly #open = new Map<string, Batch<T>>();

  constructor(
    private readonly system: string,
    private readonly keyOf: (item: T) => string,
  ) {}

  /** `name` says all that makes statements equal but the keys; it must also say what the viewer may see. */
  ask(name: string, keys: readonly string[], context: RequestContext, ask: AskForKeys<T>): Promise<readonly T[]> {
    let batch = this.#open.get(name);
    if (!batch) {
      const made = (batch = new Batch(this.system, this.keyOf, ask));
      this.#open.set(name, made);
      setImmediate(() => {
        this.#open.delete(name);
        void made.run();
      });
    }
    return batch.join(keys, context);
  }
}

interface Waiter<T> {
  readonly keys: readonly string[];
  readonly context: RequestContext;
  resolve(items: readonly T[]): void;
  reject(error: unknown): void;
}

class Batch<T> {
  readonly #waiters = new Set<Waiter<T>>();
  readonly #life = new Lifetime();

  constructor(
    private readonly system: string,
    private readonly keyOf: (item: T) => string,
    private readonly ask: AskForKeys<T>,
  ) {}

  async join(keys: readonly string[], context: RequestContext): Promise<readonly T[]> {
    const began = performance.now();
    const { clock, deadline, signal } = context;
    const stop = new Stop({ signal, timeoutMs: Math.max(1, deadline - clock.now()) }, this.system);
    let leave = (): void => undefined;
    const items = new Promise<readonly T[]>((resolve, reject) => {
      const waiter: Waiter<T> = { keys, context, resolve, reject };
      leave = () => this.#waiters.delete(waiter);
      this.#waiters.add(waiter);
    });
    try {
      return await stop.race(items);
    } catch (error) {
      if (stop.reason) {
        leave();
        recordOutcome(context, this.system, performance.now() - began, error, 1);
        if (this.#waiters.size === 0) this.#life.end(stop.reason);
      }
      throw error;
    } finally {
      stop.end();
    }
  }

  async run(): Promise<void> {
    const waiters = [...this.#waiters];
    const [first] = waiters;
    if (!first) return;
    const ledger = new SourceLedger();
    const deadline = Math.max(...waiters.map(({ context }) => context.deadline));
    const context = { ...first.context, deadline, ledger, signal: this.#life, scratch: new Map<string, unknown>() };
    try {
      const items = await this.ask([...new Set(waiters.flatMap(({ keys }) => keys))], context);
      const byKey = this.#grouped(items);
      this.#settle(ledger, (waiter) => {
        waiter.resolve(waiter.keys.flatMap((key) => byKey.get(key) ?? []));
      });
    } catch (error) {
      // Together they are too many rows: each asks for its own.
      if (waiters.length > 1 && error instanceof HubError && error.code === 'LEGACY_LIMIT_EXCEEDED')
        for (const waiter of this.#waiters)
          this.ask(waiter.keys, waiter.context).then(
            (items) => {
              waiter.resolve(items);
            },
            (fault: unknown) => {
              waiter.reject(fault);
            },
          );
      else
        this.#settle(ledger, (waiter) => {
          waiter.reject(error);
        });
    }
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

  /** For those who are still there. */
  #settle(ledger: SourceLedger, settle: (waiter: Waiter<T>) => void): void {
    const report = ledger.report();
    for (const waiter of this.#waiters) {
      waiter.context.ledger.merge(report);
      settle(waiter);
    }
  }
}
