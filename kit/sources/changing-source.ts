import type { Logger } from 'pino';
import type { Clock, RequestContext } from '../context.ts';
import { Lifetime } from '../lifetime.ts';
import type { Relation, Row } from '../relation.ts';
import type { CountPlan, RowsPlan, SumPlan } from '../sql/plan.ts';
import type { LegacySource } from './legacy-source.ts';
import type { Count, FetchedRow, Source, Sum } from './source.ts';

/** What is known of a system is looked at anew after so long, while it is asked. */
const keptMs = 5 * 60_000;
/** Where it refused a statement, or answered with what can't be: at most every so often. */
const doubtedMs = 10_000;

export interface ChangingSourceOptions {
  readonly log: Logger;
  readonly clock: Clock;
}

/**
 * A legacy system whose tables may be changed while the hub runs. By a type that a column no longer has, a key would be no key
 * and its rows not be there, so what is known of the columns is compared with what they are, beside the requests, and where
 * they differ the system is met anew. Requests under way end with what they began with.
 */
export class ChangingSource implements Source {
  #current: LegacySource;
  #lookedAt: number;
  #isDoubted = false;
  #isLooking = false;

  constructor(
    private readonly meet: (onDoubt: () => void) => LegacySource,
    private readonly options: ChangingSourceOptions,
  ) {
    this.#current = this.#meet();
    this.#lookedAt = options.clock.now();
  }

  get system(): string {
    return this.#current.system;
  }

  get title(): string {
    return this.#current.title;
  }

  get serves(): readonly string[] {
    return this.#current.serves;
  }

  get freshness(): Source['freshness'] {
    return this.#current.freshness;
  }

  has(relation: Relation): boolean {
    return this.#current.has(relation);
  }

  ordersAsNumber(relation: Relation, column: string): boolean {
    return this.#current.ordersAsNumber(relation, column);
  }

  rows<R extends Relation>(plan: RowsPlan & { relation: R }, context: RequestContext): Promise<FetchedRow<R>[]> {
    return this.#known().rows(plan, context);
  }

  count(plan: CountPlan, context: RequestContext): Promise<Count[]> {
    return this.#known().count(plan, context);
  }

  sum(plan: SumPlan, context: RequestContext): Promise<Sum[]> {
    return this.#known().sum(plan, context);
  }

  stream<R extends Relation>(relation: R, context: RequestContext, batchSize: number): AsyncIterable<Row<R>[]> {
    return this.#known().stream(relation, context, batchSize);
  }

  ping(context: RequestContext): Promise<void> {
    return this.#current.ping(context);
  }

  close(): Promise<void> {
    return this.#current.close();
  }

  #meet(): LegacySource {
    return this.meet(() => {
      this.#isDoubted = true;
    });
  }

  #known(): LegacySource {
    const age = this.options.clock.now() - this.#lookedAt;
    if (age >= (this.#isDoubted ? doubtedMs : keptMs) && !this.#isLooking) void this.#lookAgain();
    return this.#current;
  }

  async #lookAgain(): Promise<void> {
    this.#isLooking = true;
    this.#isDoubted = false;
    try {
      if (await this.#current.hasChanged()) {
        const next = this.#meet();
        await next.learnAs(this.#current, new Lifetime());
        this.#current = next;
        this.options.log.info({ system: this.system }, 'columns of the system have other types now');
      }
    } catch {
      // A system that can't be asked says so to who asks; it is looked at another time.
    }
    this.#lookedAt = this.options.clock.now();
    this.#isLooking = false;
  }
}
