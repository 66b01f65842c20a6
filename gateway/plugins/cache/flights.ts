import type { RequestContext } from '../../../kit/context.ts';
import { Lifetime, type StopSignal } from '../../../kit/lifetime.ts';
import { SourceLedger } from '../../../kit/source-ledger.ts';

/** The context of shared work; whoever joins may put off its deadline. */
type SharedContext = RequestContext & { deadline: number };

/** One who waits. */
interface Member<T> {
  readonly signal: StopSignal;
  resolve(value: T | null): void;
  reject(error: unknown): void;
}

/** Work that several requests wait for. */
class Flight<T> {
  readonly leader: RequestContext;
  readonly result: Promise<T>;
  readonly #lifetime = new Lifetime();
  readonly #shared: SharedContext;
  #members = 0;

  constructor(leader: RequestContext, work: (shared: RequestContext) => Promise<T>) {
    this.leader = leader;
    this.#shared = { ...leader, signal: this.#lifetime, ledger: new SourceLedger(), scratch: new Map() };
    this.result = work(this.#shared);
  }

  get isAbandoned(): boolean {
    return this.#lifetime.aborted;
  }

  /** Null when this one left and others still wait; the last one to leave ends the work, and gets what it has by then. */
  join({ signal, deadline }: RequestContext): Promise<T | null> {
    this.#members++;
    this.#shared.deadline = Math.max(this.#shared.deadline, deadline);
    return new Promise((resolve, reject) => {
      const member = { signal, resolve, reject };
      this.#wait(member, () => {
        this.#leave(member);
      });
    });
  }

  #wait({ signal, resolve, reject }: Member<T>, leave: () => void): void {
    this.result.then(
      (value) => {
        signal.removeEventListener('abort', leave);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', leave);
        reject(error);
      },
    );
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  }

  #leave({ signal, resolve }: Member<T>): void {
    this.#members--;
    if (this.#members > 0) resolve(null);
    else this.#lifetime.end(signal.reason);
  }
}

export interface Landed<T> {
  /** Null for a request that ended before the work did. */
  readonly value: T | null;
  /** The request that did the work; this one or another. */
  readonly leaderId: string;
  readonly isLeader: boolean;
}

/** Equal work that is under way at the same time is done once, for all who asked; it ends early when all of them left. */
export class Flights<T> {
  readonly #open = new Map<string, Flight<T>>();

  /**
   * `work` runs in a context of its own: its signal is aborted when the last one left, its deadline is the latest of
   * all, its ledger is new.
   */
  async run(key: string, context: RequestContext, work: (shared: RequestContext) => Promise<T>): Promise<Landed<T>> {
    const known = this.#open.get(key);
    const flight = known && !known.isAbandoned ? known : this.#begin(key, context, work);
    const value = await flight.join(context);
    return { value, leaderId: flight.leader.requestId, isLeader: flight.leader === context };
  }

  /** Whoever asks from now on sees what was written by now. */
  close(): void {
    this.#open.clear();
  }

  #begin(key: string, context: RequestContext, work: (shared: RequestContext) => Promise<T>): Flight<T> {
    const flight = new Flight(context, work);
    this.#open.set(key, flight);
    flight.result.then(
      () => {
        this.#end(key, flight);
      },
      () => {
        this.#end(key, flight);
      },
    );
    return flight;
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#open.get(key) === flight) this.#open.delete(key);
  }
}
