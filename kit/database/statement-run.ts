import { HubError } from '../errors/hub-error.ts';
import type { Receiver } from '../receiver.ts';
import type { DatabaseOptions, QueryOptions } from './database.ts';
import type { Answer, Driver } from './driver.ts';
import { faultOf } from './fault.ts';
import type { Session, SessionPool, Waiter } from './session-pool.ts';
import { Stop } from './stop.ts';

/** What is done on a connection. */
export type Work<C, T> = (connection: C, answer: Answer<T>) => void;

export interface RunParts<C> {
  readonly driver: Driver<C>;
  readonly pool: SessionPool<C>;
  readonly options: DatabaseOptions;
  /** Cleans up after a statement that was given up; `ended` tells when it ended by itself. */
  giveUp(session: Session<C>, ended: Promise<void>): void;
}

/**
 * One statement on its way: it waits for a session, sets the limit, asks, and gives the session back. All of it is one
 * object.
 */
export class StatementRun<C, T> implements Waiter<C>, Answer<T> {
  readonly #stop: Stop;
  #session: Session<C> | null = null;
  #wasReused = false;
  #attempts = 0;
  /** Told when a statement that was given up has ended. */
  #onEnd: (() => void) | null = null;

  constructor(
    private readonly parts: RunParts<C>,
    private readonly limits: QueryOptions,
    private readonly work: Work<C, T>,
    private readonly to: Receiver<T[]>,
  ) {
    this.#stop = new Stop(limits, parts.options.system, (reason) => {
      this.#giveUp(reason);
    });
  }

  /** To be called once. */
  start(): void {
    if (this.#stop.reason) this.to.failed(this.#stop.reason);
    else this.#begin();
  }

  lent(session: Session<C>): void {
    const { driver } = this.parts;
    this.#session = session;
    this.#wasReused = session.isReused;
    this.#attempts++;
    try {
      const limited = driver.limit(session.connection, this.limits.timeoutMs);
      if (!limited) this.work(session.connection, this);
      else
        limited.then(
          () => {
            if (this.#onEnd) this.#onEnd();
            else this.work(session.connection, this);
          },
          (error: unknown) => {
            this.failed(error);
          },
        );
    } catch (error) {
      this.failed(error);
    }
  }

  refused(error: Error): void {
    this.#stop.end();
    this.to.failed(this.#faultOf(error));
  }

  answered(rows: T[]): void {
    if (!this.#hasReturned()) return;
    this.#stop.end();
    this.to.answered(rows);
  }

  unreadable(error: unknown): void {
    if (!this.#hasReturned()) return;
    this.#stop.end();
    this.to.failed(error);
  }

  failed(error: unknown): void {
    if (!this.#hasReturned()) return;
    const { driver, options } = this.parts;
    // A pooled connection that the server has closed meanwhile: reading again on a fresh one is harmless.
    if (this.#wasReused && this.#attempts <= options.connections && driver.fault(error) === 'unreachable')
      this.#begin();
    else this.refused(error as Error);
  }

  #begin(): void {
    const { pool } = this.parts;
    const free = pool.take();
    if (free) this.lent(free);
    else pool.queue(this);
  }

  /** Gives the session back, unless the statement was given up before: then that is cleaned up elsewhere. */
  #hasReturned(): boolean {
    if (this.#onEnd) {
      this.#onEnd();
      return false;
    }
    const session = this.#session;
    if (!session) return false;
    this.#session = null;
    this.parts.pool.release(session);
    return true;
  }

  #giveUp(reason: HubError): void {
    const { pool } = this.parts;
    const session = this.#session;
    this.#stop.end();
    if (session) {
      const ended = new Promise<void>((resolve) => {
        this.#onEnd = resolve;
      });
      this.parts.giveUp(session, ended);
    } else pool.leave(this);
    this.to.failed(reason);
  }

  #faultOf(error: unknown): HubError {
    if (error instanceof HubError) return error;
    return faultOf(this.parts.driver.fault(error), this.parts.options.system, error);
  }
}
