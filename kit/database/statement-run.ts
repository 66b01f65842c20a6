import { HubError } from '../errors/hub-error.ts';
import { deliver, type Receiver } from '../receiver.ts';
import type { DatabaseOptions, QueryOptions, Statement } from './database.ts';
import type { Answer, Driver } from './driver.ts';
import { faultOf } from './fault.ts';
import type { RowReader } from './row-reader.ts';
import type { Session, SessionPool, Waiter } from './session-pool.ts';
import { Stoppable } from './stop.ts';

export interface RunParts<C> {
  readonly driver: Driver<C>;
  readonly pool: SessionPool<C>;
  readonly options: DatabaseOptions;
  /** Cleans up after a statement that was given up; `ended` tells when it ended by itself. */
  giveUp(session: Session<C>, ended: Promise<void>): void;
}

/**
 * One statement on its way: it waits for a session, sets the limit, asks, and gives the session back, or up when it is
 * stopped. All of it is one object.
 */
abstract class StatementRun<C, T> extends Stoppable implements Waiter<C>, Answer<T> {
  #session: Session<C> | null = null;
  #wasReused = false;
  #attempts = 0;
  /** Told when a statement that was given up has ended. */
  #onEnd: (() => void) | null = null;

  constructor(
    protected readonly parts: RunParts<C>,
    private readonly limits: QueryOptions,
    private readonly to: Receiver<T[]>,
  ) {
    super(limits, parts.options.system);
  }

  /** Asks on a connection; the answer comes to this. */
  protected abstract ask(connection: C): void;

  /** To be called once. */
  start(): void {
    if (this.reason) this.to.failed(this.reason);
    else this.#begin();
  }

  lent(session: Session<C>): void {
    const { driver } = this.parts;
    this.#session = session;
    this.#wasReused = session.isReused;
    this.#attempts++;
    try {
      const limited = driver.limit(session.connection, this.limits.timeoutMs);
      if (!limited) this.ask(session.connection);
      else
        limited.then(
          () => {
            if (this.#onEnd) this.#onEnd();
            else this.ask(session.connection);
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
    this.end();
    this.to.failed(this.#faultOf(error));
  }

  answered(rows: T[]): void {
    if (!this.#hasReturned()) return;
    this.end();
    this.to.answered(rows);
  }

  unreadable(error: unknown): void {
    if (!this.#hasReturned()) return;
    this.end();
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

  protected stopped(reason: HubError): void {
    const { pool } = this.parts;
    const session = this.#session;
    this.end();
    if (session) {
      const ended = new Promise<void>((resolve) => {
        this.#onEnd = resolve;
      });
      this.parts.giveUp(session, ended);
    } else pool.leave(this);
    this.to.failed(reason);
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

  #faultOf(error: unknown): HubError {
    if (error instanceof HubError) return error;
    return faultOf(this.parts.driver.fault(error), this.parts.options.system, error);
  }
}

/** A statement whose rows are read as they come. */
export class ReadingRun<C, T> extends StatementRun<C, T> {
  constructor(
    parts: RunParts<C>,
    private readonly statement: Statement,
    private readonly reader: RowReader<T>,
    limits: QueryOptions,
    to: Receiver<T[]>,
  ) {
    super(parts, limits, to);
  }

  protected ask(connection: C): void {
    this.parts.driver.run(connection, this.statement, this.reader, this);
  }
}

/** Whatever else is asked on a connection: for what is rare. */
export class OtherRun<C, T> extends StatementRun<C, T> {
  constructor(
    parts: RunParts<C>,
    private readonly question: (connection: C) => Promise<T[]>,
    limits: QueryOptions,
    to: Receiver<T[]>,
  ) {
    super(parts, limits, to);
  }

  protected ask(connection: C): void {
    deliver(this.question(connection), this);
  }
}
