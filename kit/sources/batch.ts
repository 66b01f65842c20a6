import { forSubgraphCall, type RequestContext } from '../context.ts';
import { DatabaseFault } from '../database/fault.ts';
import { Stoppable } from '../database/stop.ts';
import { HubError } from '../errors/hub-error.ts';
import { Lifetime } from '../lifetime.ts';
import { received, type Receiver } from '../receiver.ts';
import { SourceLedger } from '../source-ledger.ts';
import { recordOutcome } from './outcome.ts';

/** Asks one system for everything that belongs to these keys; each item belongs to one of them. */
export type AskForKeys<T> = (keys: readonly string[], context: RequestContext) => Promise<readonly T[]>;

/**
 * One statement for several requests. Whoever leaves, or has no time left, leaves alone: the statement goes on for the others,
 * with the deadline of the longest, and stops when nobody is left. Each request's ledger says what it got.
 */
export class Batch<T> {
  /** Those who are still there. */
  readonly #waiters: Waiter<T>[] = [];
  /** Of the statement, once it is sent. */
  #life: Lifetime | null = null;

  constructor(
    private readonly system: string,
    private readonly keyOf: (item: T) => string,
    private readonly ask: AskForKeys<T>,
  ) {}

  join(keys: readonly string[], context: RequestContext): Promise<readonly T[]> {
    return received((to) => {
      const waiter = new Waiter(this, this.system, keys, context, to);
      if (waiter.reason) waiter.leave(waiter.reason);
      else this.#waiters.push(waiter);
    });
  }

  /** One of those who wait has left. */
  left(waiter: Waiter<T>, reason: HubError): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    if (this.#waiters.length === 0) this.#life?.end(reason);
  }

  /** Never rejects. */
  async run(): Promise<void> {
    const [first] = this.#waiters;
    if (!first) return;
    const isShared = this.#waiters.length > 1;
    const ledger = new SourceLedger();
    let { deadline } = first.context;
    for (const { context } of this.#waiters) deadline = Math.max(deadline, context.deadline);
    this.#life = new Lifetime();
    const context = forSubgraphCall(first.context, deadline, this.#life, ledger);
    try {
      const items = await this.ask(isShared ? keysOf(this.#waiters) : first.keys, context);
      this.#deal(items, isShared, ledger);
    } catch (error) {
      if (isShared && mayBeOfOne(error)) this.#oneByOne();
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

  /** Each gets its own rows, or its own fault. */
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

const nothing: readonly never[] = [];

function ofKeys<T>(keys: readonly string[], byKey: ReadonlyMap<string, readonly T[]>): readonly T[] {
  let all: readonly T[] = nothing;
  for (const key of keys) {
    const own = byKey.get(key);
    if (own) all = all.length === 0 ? own : [...all, ...own];
  }
  return all;
}

const keysOf = (waiters: readonly { readonly keys: readonly string[] }[]): string[] => {
  const keys = new Set<string>();
  for (const waiter of waiters) for (const key of waiter.keys) keys.add(key);
  return [...keys];
};

/** Too many rows together, a row that can't be read, keys that the system refuses: the others may have nothing to do with it. */
const mayBeOfOne = (error: unknown): boolean =>
  (error instanceof DatabaseFault && error.kind === 'refused') ||
  (error instanceof HubError && (error.code === 'LEGACY_LIMIT_EXCEEDED' || error.code === 'LEGACY_DATA_INVALID'));

/** One request's part of a batch. It leaves when the request ends, or has no time left. */
class Waiter<T> extends Stoppable {
  readonly #began = performance.now();

  constructor(
    private readonly batch: Pick<Batch<T>, 'left'>,
    private readonly system: string,
    readonly keys: readonly string[],
    readonly context: RequestContext,
    private readonly to: Receiver<readonly T[]>,
  ) {
    super({ signal: context.signal, timeoutMs: Math.max(1, context.deadline - context.clock.now()) }, system);
  }

  give(items: readonly T[]): void {
    this.end();
    this.to.answered(items);
  }

  fail(error: unknown): void {
    this.end();
    this.to.failed(error);
  }

  /** Alone, and its ledger says why. */
  leave(reason: HubError): void {
    recordOutcome(this.context, this.system, performance.now() - this.#began, reason, 1);
    this.fail(reason);
  }

  protected stopped(reason: HubError): void {
    this.batch.left(this, reason);
    this.leave(reason);
  }
}
