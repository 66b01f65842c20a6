import type { Driver } from './driver.ts';
import type { ConnectionMaker } from './knex-connections.ts';

/** One session of a database, lent to one user at a time. */
export interface Session<C> {
  readonly connection: C;
  /** Whether it was lent before: the server may have closed it since. */
  isReused: boolean;
  /** When it was given back, as `performance.now()` counts. */
  idleSince: number;
}

/** Who waits for a session. One of these is called, once, unless he leaves before. */
export interface Waiter<C> {
  lent(session: Session<C>): void;
  refused(error: Error): void;
}

/** Sessions that nobody used for so long are closed. */
const idleMs = 60_000;
/** How long closing the pool waits for sessions that are in use. */
const closeWithinMs = 5_000;

/**
 * The read-only sessions of one database, opened when they are needed, at most so many. A session that is free is lent at
 * once, without a promise; who has to wait can leave.
 */
export class SessionPool<C> {
  readonly #driver: Pick<Driver<C>, 'usable' | 'destroy'>;
  readonly #connections: ConnectionMaker<C>;
  readonly #most: number;
  readonly #idle: Session<C>[] = [];
  /** A list, because a Set that is busy keeps what was in it: see Places. */
  readonly #waiting: Waiter<C>[] = [];
  #open = 0;
  #opening = 0;
  #reaper: NodeJS.Timeout | undefined;
  #isClosed = false;
  #onEmpty: () => void = () => undefined;

  constructor(driver: Pick<Driver<C>, 'usable' | 'destroy'>, connections: ConnectionMaker<C>, most: number) {
    this.#driver = driver;
    this.#connections = connections;
    this.#most = most;
  }

  /** A session that is free now, or null: then `wait`. */
  take(): Session<C> | null {
    for (let session = this.#idle.pop(); session; session = this.#idle.pop()) {
      if (this.#driver.usable(session.connection)) return session;
      this.destroy(session);
    }
    return null;
  }

  /** A session as soon as there is one, first come, first served. */
  queue(waiter: Waiter<C>): void {
    if (this.#isClosed) {
      waiter.refused(new Error('the pool of sessions is closed'));
      return;
    }
    this.#waiting.push(waiter);
    this.#openMore();
  }

  /** Whoever does not want one any more. */
  leave(waiter: Waiter<C>): void {
    const at = this.#waiting.indexOf(waiter);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** `queue` as a promise, and how to leave. */
  wait(): { session: Promise<Session<C>>; leave: () => void } {
    let leave = (): void => undefined;
    const session = new Promise<Session<C>>((resolve, reject) => {
      const waiter = { lent: resolve, refused: reject };
      leave = () => {
        this.leave(waiter);
      };
      this.queue(waiter);
    });
    return { session, leave };
  }

  release(session: Session<C>): void {
    if (this.#isClosed || !this.#driver.usable(session.connection)) this.destroy(session);
    else this.#lend(session);
  }

  /** Drops a session that can't be used again, at once. */
  destroy(session: Session<C>): void {
    this.#driver.destroy(session.connection);
    this.#gone();
  }

  /** What is lent, what could be, and who waits. */
  use(): { inUse: number; idle: number; waiting: number } {
    return {
      inUse: this.#open - this.#opening - this.#idle.length,
      idle: this.#idle.length,
      waiting: this.#waiting.length,
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#reaper);
    for (const waiter of this.#waiting.splice(0)) waiter.refused(new Error('the pool of sessions is closed'));
    await Promise.all(this.#idle.splice(0).map((session) => this.#end(session)));
    if (this.#open > 0)
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, closeWithinMs);
        this.#onEmpty = () => {
          clearTimeout(giveUp);
          resolve();
        };
      });
    await this.#connections.close();
  }

  #lend(session: Session<C>): void {
    const waiter = this.#waiting.shift();
    if (waiter) {
      session.isReused = true;
      waiter.lent(session);
      return;
    }
    session.isReused = true;
    session.idleSince = performance.now();
    this.#idle.push(session);
    this.#reaper ??= setTimeout(this.#reap, idleMs).unref();
  }

  #openMore(): void {
    while (!this.#isClosed && this.#open < this.#most && this.#waiting.length > this.#opening) {
      this.#open++;
      this.#opening++;
      this.#connections.open().then(this.#opened, this.#failed);
    }
  }

  readonly #opened = (connection: C): void => {
    this.#opening--;
    const session = { connection, isReused: false, idleSince: 0 };
    const waiter = this.#isClosed ? undefined : this.#waiting.shift();
    if (waiter) waiter.lent(session);
    else this.release(session);
  };

  /** One waiter learns it; all of them when there is no other session, made or in the making, that could serve them. */
  readonly #failed = (fault: unknown): void => {
    this.#opening--;
    this.#open--;
    const error = fault instanceof Error ? fault : new Error(String(fault));
    const told = this.#waiting.splice(0, this.#open === 0 ? this.#waiting.length : 1);
    for (const waiter of told) waiter.refused(error);
    if (this.#open === 0) this.#onEmpty();
  };

  /** The oldest stand in front, because the last one given back is lent first. */
  readonly #reap = (): void => {
    this.#reaper = undefined;
    const now = performance.now();
    while (this.#idle[0] && now - this.#idle[0].idleSince >= idleMs) {
      const session = this.#idle.shift();
      if (session) void this.#end(session);
    }
    const [oldest] = this.#idle;
    if (oldest) this.#reaper = setTimeout(this.#reap, Math.max(1000, oldest.idleSince + idleMs - now)).unref();
  };

  async #end(session: Session<C>): Promise<void> {
    await this.#connections.end(session.connection);
    this.#gone();
  }

  #gone(): void {
    this.#open--;
    if (this.#open === 0) this.#onEmpty();
    this.#openMore();
  }
}
