import type { RequestContext } from '../context.ts';
import { deadlines, type Due } from '../deadlines.ts';
import { viewerPartition } from '../viewer-partition.ts';
import { Batch, type AskForKeys } from './batch.ts';

export type { AskForKeys } from './batch.ts';

/** Milliseconds that a batch waits for the statement before it: what hangs holds nobody up. */
const longestWaitMs = 10;
/** Kinds that are remembered though none is under way: most come again at once. */
const mostIdle = 1_000;

/**
 * Puts statements of requests that run at the same time together: those that differ in nothing but their keys become one. A
 * statement of a kind that is not under way waits for the end of this turn of the event loop, so alone it costs no time; while
 * one is under way, all that come are gathered into the next, which goes when it ends, or after `longestWaitMs`. So the more
 * is asked at a time, the more is in a statement.
 */
export class Coalescer<T> {
  readonly #kinds = new Map<string, Kind<T>>();

  constructor(
    private readonly system: string,
    private readonly keyOf: (item: T) => string,
  ) {}

  /**
   * `name` says all that makes statements equal but the keys. Viewers who may see other things ask apart, and nobody at a
   * screen waits for bulk.
   */
  ask(name: string, keys: readonly string[], context: RequestContext, ask: AskForKeys<T>): Promise<readonly T[]> {
    const apart = apartOf(context);
    // A name that is long and made anew is hashed and compared whole; one that is the same text each time is not.
    const whole = apart === '' ? name : `${apart}\0${name}`;
    let kind = this.#kinds.get(whole);
    if (!kind) this.#kinds.set(whole, (kind = new Kind(whole, this.#kinds)));
    return kind.batch(() => new Batch(this.system, this.keyOf, ask)).join(keys, context);
  }
}

function apartOf({ viewer, isBulk }: RequestContext): string {
  const viewers = viewerPartition(viewer);
  return isBulk === true ? `${viewers}\0bulk` : viewers;
}

/** Statements that differ in their keys alone. It may be forgotten when none is under way and none waits. */
class Kind<T> implements Due {
  place = -1;
  #underWay = 0;
  #next: Batch<T> | null = null;
  #isHeld = false;
  #endsAt = Infinity;

  constructor(
    private readonly name: string,
    private readonly all: Map<string, Kind<T>>,
  ) {}

  get endsAt(): number {
    return this.#endsAt;
  }

  /** The one that can still be joined. */
  batch(make: () => Batch<T>): Batch<T> {
    if (this.#next) return this.#next;
    this.#next = make();
    this.#isHeld = this.#underWay > 0;
    if (this.#isHeld) {
      this.#endsAt = performance.now() + longestWaitMs;
      deadlines.add(this);
    } else setImmediate(go, this);
    return this.#next;
  }

  /** The one before takes too long. */
  late(): void {
    this.go();
  }

  go(): void {
    const batch = this.#next;
    if (!batch) return;
    this.#next = null;
    this.#underWay += 1;
    if (this.#isHeld) deadlines.delete(this);
    void batch.run().then(() => {
      this.#underWay -= 1;
      if (this.#next && this.#isHeld) this.go();
      else if (!this.#next && this.#underWay === 0 && this.all.size > mostIdle) this.all.delete(this.name);
    });
  }
}

const go = (kind: { go(): void }): void => {
  kind.go();
};
