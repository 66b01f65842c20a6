import { Lifetime } from '../../../kit/lifetime.ts';
import { SourceLedger, type RequestContext } from '../../../kit/context.ts';

/** Work that several requests wait for. */
class Flight<T> {
  readonly leader: RequestContext;
  readonly result: Promise<T>;
  readonly #lifetime = new Lifetime();
  #deadline: number;
  #members = 0;

  constructor(leader: RequestContext, work: (shared: RequestContext) => Promise<T>) {
    this.leader = leader;
    this.#deadline = leader.deadline;
    const deadline = (): number => this.#deadline;
    this.result = work({
      ...leader,
      signal: this.#lifetime,
      get deadline() {
        return deadline();
      },
      ledger: new SourceLedger(),
      scratch: new Map(),
    });
  }

  get isAbandoned(): boolean {
    return this.#lifetime.aborted;
  }

  /** Null when this one left and others still wait; the last one to leave ends the work, and gets what it has by then. */
  async join({ signal, deadline }: RequestContext): Promise<T | null> {
    this.#members++;
    this.#deadline = Math.max(this.#deadline, deadline);
    let leave = (): void => undefined;
    const left = new Promise<null>((resolve) => {
      leave = () => {
        this.#members--;
        if (this.#members > 0) resolve(null);
        else this.#lifetime.end(signal.reason);
      };
    });
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([this.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
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
    const end = (): void => {
      if (this.#open.get(key) === flight) this.#open.delete(key);
    };
    flight.result.then(end, end);
    return flight;
  }
}
