import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from './driver.ts';
import type { ConnectionMaker } from './knex-connections.ts';

/** How long a statement that is cancelled may take to end. */
const withinMs = 1000;
/** How long the server is told about a statement whose connection was given up before it had heard. */
const outlastMs = 10_000;
/** A statement that has not ended so long after it was cancelled is cancelled again; each time, twice as long. */
const againMs = 25;
/** The connection on the side is closed when nothing was cancelled for so long. */
const idleMs = 60_000;

interface Cancelling<C> extends Pick<Driver<C>, 'destroy' | 'usable'> {
  cancel(side: C, connections: readonly C[]): Promise<void>;
}

/** A statement that is to end. */
interface Ending<C> {
  readonly connection: C;
  /** `performance.now()` after which nobody waits for it any more. */
  readonly until: number;
  isEnded: boolean;
  /** Told whether the server has done its part; where it did not say so, it may still do it. */
  sent: (isDone: boolean) => void;
}

/**
 * Cancels statements over one connection on the side, which is kept, all those together that are to end while it is busy:
 * however many clients leave at a time, the server gets no more connections. MariaDB takes up to 2 s for cancels that meet.
 */
export class Canceller<C> {
  readonly #driver: Cancelling<C>;
  readonly #connections: Pick<ConnectionMaker<C>, 'open' | 'end'>;
  readonly #waiting: Ending<C>[] = [];
  #sending: Promise<void> | null = null;
  #side: Promise<C> | null = null;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(driver: Cancelling<C>, connections: Pick<ConnectionMaker<C>, 'open' | 'end'>) {
    this.#driver = driver;
    this.#connections = connections;
  }

  /**
   * Ends what the connection runs, within a second. True when it has `ended`, and no cancel is on its way that could meet the
   * connection's next statement; otherwise the connection is of no use any more. A cancel that is there before its statement
   * is lost, so that it is sent again until the statement ends.
   */
  async cancel(connection: C, ended: Promise<void>): Promise<boolean> {
    const ending: Ending<C> = { connection, until: performance.now() + withinMs, isEnded: false, sent: nobody };
    const end = ended.then(() => (ending.isEnded = true));
    let isSure = true;
    for (let pauseMs = againMs; ; pauseMs *= 2) {
      if (!(await this.#ask(ending))) isSure = false;
      const leftMs = ending.until - performance.now();
      if (ending.isEnded || (await within(end, Math.min(pauseMs, leftMs)))) return isSure;
      if (leftMs <= pauseMs) {
        if (!isSure) void this.#outlast(connection);
        return false;
      }
    }
  }

  /** Asks once to end what the connection runs, and waits at most a second until the server has heard it. */
  async once(connection: C): Promise<void> {
    await this.#ask(unattended(connection));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    await this.#sending;
    await this.#leave();
  }

  /** A server that was too busy to hear goes on with the statement, though nobody listens: it is told until it hears. Never rejects. */
  async #outlast(connection: C): Promise<void> {
    const until = performance.now() + outlastMs;
    for (let pauseMs = againMs; performance.now() + pauseMs < until; pauseMs *= 2) {
      await sleep(pauseMs, undefined, { ref: false });
      if (this.#isClosed) return;
      if (await this.#ask(unattended(connection))) return;
    }
  }

  #ask(ending: Ending<C>): Promise<boolean> {
    return new Promise((resolve) => {
      ending.sent = resolve;
      this.#waiting.push(ending);
      this.#sending ??= this.#sendAll();
    });
  }

  /** Never rejects. Nobody waits longer than he wants: who comes while others are being sent can wait longer than they. */
  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const all = this.#waiting.splice(0);
      const open = all.filter(({ isEnded }) => !isEnded);
      const isDone = open.length === 0 || (await this.#send(open));
      for (const { sent } of all) sent(isDone);
    }
    this.#sending = null;
  }

  async #send(all: readonly Ending<C>[]): Promise<boolean> {
    const leftMs = Math.min(...all.map(({ until }) => until)) - performance.now();
    if (leftMs <= 0) return false;
    const connections = all.map(({ connection }) => connection);
    const done = this.#open()
      .then((side) => this.#driver.cancel(side, connections))
      .then(
        () => true,
        () => false,
      );
    const isDone = await within(done, leftMs);
    if (isDone) this.#restLater();
    else this.#drop();
    return isDone;
  }

  async #open(): Promise<C> {
    const known = await this.#side;
    if (known !== null && this.#driver.usable(known)) return known;
    this.#side = this.#connections.open();
    return this.#side;
  }

  #restLater(): void {
    if (this.#idle) this.#idle.refresh();
    else this.#idle = setTimeout(() => void this.#leave(), idleMs).unref();
  }

  /** Says goodbye, unless it is needed again just now. Never rejects. */
  async #leave(): Promise<void> {
    if (this.#sending) return;
    const side = this.#side;
    this.#side = null;
    const connection = await side?.catch(() => null);
    if (connection) await this.#connections.end(connection);
  }

  /** Without a word: who does not answer would not hear it. */
  #drop(): void {
    const side = this.#side;
    this.#side = null;
    void side?.then(
      (connection) => {
        this.#driver.destroy(connection);
      },
      () => undefined,
    );
  }
}

const nobody = (): void => undefined;

/** Of which nobody hears whether it has ended. */
function unattended<C>(connection: C): Ending<C> {
  return { connection, until: performance.now() + withinMs, isEnded: false, sent: nobody };
}

/** What comes of it, or false when it takes longer. */
async function within(job: Promise<boolean>, ms: number): Promise<boolean> {
  const late = new AbortController();
  try {
    return await Promise.race([job, sleep(ms, false, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
