import type { Logger } from 'pino';
import { HubError } from '../errors/hub-error.ts';
import type { StopSignal } from '../lifetime.ts';
import { Breaker, breakerDefaults, type BreakerLimits, type Way } from './breaker.ts';
import { Bulkhead, type BulkheadLimits } from './bulkhead.ts';
import { list, type BreakerState } from './listing.ts';
import { RetryBudget } from './retry-budget.ts';

/**
 * What a failed call says about the system: `unreached`, the call may be done once more; `broken`, what it answered is
 * unusable; `late`, it did not answer in time; `answer`, it works and said no; `nothing`, the client left.
 */
export type Verdict = 'unreached' | 'broken' | 'late' | 'answer' | 'nothing';

export interface GuardOptions {
  readonly kind: BreakerState['kind'];
  readonly name: string;
  readonly log: Logger;
  readonly bulkhead: BulkheadLimits;
  readonly breaker?: Partial<BreakerLimits>;
  /** Retries per call in the long run; default a tenth. */
  readonly retryShare?: number;
  /** Milliseconds that a system must have had before its silence counts; a client in a hurry proves nothing. */
  readonly patienceMs: number;
  ping(): Promise<unknown>;
}

/** A kind of call, made once per system: a call of it costs no closure. `A` is what is asked. */
export interface Question<A, T, L extends CallLimits> {
  /** `timeoutMs`: what is left of the time, when that is not all of it. Rejects, never throws. */
  ask(asked: A, limits: L, timeoutMs: number): Promise<T>;
  verdict(error: unknown, limits: L): Verdict;
  /** Whether it changes nothing, so that it may be done once more. */
  isRepeatable(asked: A): boolean;
}

export interface CallLimits {
  readonly signal: StopSignal;
  readonly isBulk?: boolean;
}

/** A call when it began. */
interface Begun {
  /** Its number. */
  readonly mark: number;
  readonly hadToWait: boolean;
  /** `performance.now()`. */
  readonly began: number;
}

/** Refused without asking the system: no news for a log. */
export class SparedError extends HubError {}

/** Breaker, bulkhead and retry budget of one system. Faults of its own are SparedError, coded by kind. */
export class Guard {
  readonly #breaker: Breaker;
  readonly #bulkhead: Bulkhead;
  readonly #budget: RetryBudget;
  readonly #unlist: () => void;
  #calls = 0;
  /** `#calls` when the system answered last. */
  #answeredAt = 0;
  #spared = 0;
  #crowdedOut = 0;

  constructor(private readonly options: GuardOptions) {
    const { bulkhead, breaker, retryShare = 0.1 } = options;
    this.#bulkhead = new Bulkhead(bulkhead);
    this.#budget = new RetryBudget(retryShare);
    this.#breaker = new Breaker(
      { ...breakerDefaults, ...breaker },
      {
        ping: () => options.ping(),
        onChange: (isSpared) => {
          this.#tell(isSpared);
        },
      },
    );
    this.#unlist = list(() => this.state);
  }

  get state(): BreakerState {
    const { kind, name } = this.options;
    const { phase, faultsInARow, nextTryInMs, openings } = this.#breaker;
    const counts = { openings, spared: this.#spared, crowdedOut: this.#crowdedOut, retried: this.#budget.taken };
    return { kind, name, phase, faultsInARow, nextTryInMs, inside: this.#bulkhead.inside, ...counts };
  }

  /** Ends what the guard does by itself; calls still pass. */
  end(): void {
    this.#breaker.end();
    this.#unlist();
  }

  /** Asks, if the system may be asked. `timeoutMs` is for all of it. */
  run<A, T, L extends CallLimits>(question: Question<A, T, L>, asked: A, limits: L, timeoutMs: number): Promise<T> {
    return limits.isBulk === true
      ? this.#inTurn(question, asked, limits, timeoutMs)
      : this.#pass(question, asked, limits, timeoutMs);
  }

  async #inTurn<A, T, L extends CallLimits>(
    question: Question<A, T, L>,
    asked: A,
    limits: L,
    timeoutMs: number,
  ): Promise<T> {
    const began = performance.now();
    const turn = this.#bulkhead.bulkTurn(limits.signal);
    if (!turn) throw this.#crowded();
    await turn;
    try {
      return await this.#pass(question, asked, limits, Math.max(1, timeoutMs - (performance.now() - began)));
    } finally {
      this.#bulkhead.bulkDone();
    }
  }

  /** No async function: in the usual case it is one step in, and one step out when the answer is there. */
  #pass<A, T, L extends CallLimits>(question: Question<A, T, L>, asked: A, limits: L, timeoutMs: number): Promise<T> {
    const way = this.#breaker.enter();
    if (way === 'spared') return Promise.reject(this.#refused());
    if (!this.#bulkhead.enter()) {
      this.#breaker.left(way);
      return Promise.reject(this.#crowded());
    }
    this.#budget.called();
    const call = this.#begun();
    return question.ask(asked, limits, timeoutMs).then(
      (answer) => {
        this.#answered(way);
        this.#bulkhead.leave();
        return answer;
      },
      (error: unknown) => {
        const verdict = question.verdict(error, limits);
        this.#judge(verdict, way, call);
        const left = timeoutMs - (performance.now() - call.began);
        const isRepeatable = verdict === 'unreached' && way === 'free' && question.isRepeatable(asked);
        if (isRepeatable && left > 1 && !limits.signal.aborted && this.#mayRepeat())
          return this.#again(question, asked, limits, left);
        this.#bulkhead.leave();
        throw error;
      },
    );
  }

  async #again<A, T, L extends CallLimits>(
    question: Question<A, T, L>,
    asked: A,
    limits: L,
    timeoutMs: number,
  ): Promise<T> {
    const call = this.#begun();
    try {
      const answer = await question.ask(asked, limits, timeoutMs);
      this.#answered('free');
      return answer;
    } catch (error) {
      this.#judge(question.verdict(error, limits), 'free', call);
      throw error;
    } finally {
      this.#bulkhead.leave();
    }
  }

  #begun(): Begun {
    return { mark: ++this.#calls, hadToWait: this.#bulkhead.isWaiting, began: performance.now() };
  }

  #mayRepeat(): boolean {
    return this.#breaker.phase === 'CLOSED' && this.#budget.take();
  }

  #answered(way: Way): void {
    this.#answeredAt = this.#calls;
    this.#breaker.answered(way);
  }

  #judge(verdict: Verdict, way: Way, call: Begun): void {
    if (verdict === 'answer') this.#answered(way);
    else if (verdict === 'nothing' || (verdict === 'late' && !this.#isSilent(call))) this.#breaker.left(way);
    else this.#breaker.faulted(way);
  }

  /** A call that waited for a connection while others were answered met a queue, not a fault. */
  #isSilent({ mark, hadToWait, began }: Begun): boolean {
    if (performance.now() - began < this.options.patienceMs) return false;
    return !hadToWait || this.#answeredAt < mark;
  }

  #tell(isSpared: boolean): void {
    const { kind, name, log } = this.options;
    const { openings, faultsInARow } = this.#breaker;
    if (isSpared)
      log.warn({ [kind]: name, faultsInARow, openings }, `${kind} ${name} fails and is spared until it answers`);
    else log.info({ [kind]: name, openings }, `${kind} ${name} answers again`);
  }

  #refused(): SparedError {
    this.#spared += 1;
    const { kind, name } = this.options;
    const ms = this.#breaker.nextTryInMs ?? 0;
    const when = ms === 0 ? 'it is being tried right now' : `it is tried again in ${(ms / 1000).toFixed(1)} s`;
    return kind === 'system'
      ? new SparedError('LEGACY_UNAVAILABLE', `System ${name} failed and is being spared; ${when}.`, { system: name })
      : new SparedError('SUBGRAPH_UNAVAILABLE', `Subgraph ${name} failed and is being spared; ${when}.`, {
          subgraph: name,
        });
  }

  #crowded(): SparedError {
    this.#crowdedOut += 1;
    const { kind, name } = this.options;
    return kind === 'system'
      ? new SparedError('LEGACY_OVERLOADED', `Too much is asked of system ${name} at a time.`, { system: name })
      : new SparedError('SUBGRAPH_OVERLOADED', `Too much is asked of subgraph ${name} at a time.`, { subgraph: name });
  }
}
