import type { Logger } from 'pino';
import { HubError } from '../errors/hub-error.ts';
import type { StopSignal } from '../lifetime.ts';
import { received, type Receiver } from '../receiver.ts';
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
  /** `timeoutMs`: what is left of the time, when that is not all of it. Never throws. */
  ask(asked: A, limits: L, timeoutMs: number, to: Receiver<T>): void;
  verdict(error: unknown, limits: L): Verdict;
  /** Whether it changes nothing, so that it may be done once more. */
  isRepeatable(asked: A): boolean;
}

export interface CallLimits {
  readonly signal: StopSignal;
  readonly isBulk?: boolean;
}

/** One call on its way, and what was true when it was asked. */
class Call<A, T, L extends CallLimits> implements Receiver<T> {
  began = 0;
  way: Way = 'free';
  /** Its number. */
  mark = 0;
  hadToWait = false;
  isRepeated = false;
  /** It runs in a turn of bulk, to be given back. */
  hasTurn = false;

  constructor(
    private readonly guard: Guard,
    readonly question: Question<A, T, L>,
    readonly asked: A,
    readonly limits: L,
    /** What is left of its time. */
    public timeoutMs: number,
    readonly to: Receiver<T>,
  ) {}

  answered(answer: T): void {
    this.guard.answered(this);
    this.to.answered(answer);
  }

  failed(error: unknown): void {
    this.guard.failed(this, error);
  }
}

/** What is the same for calls of all kinds. */
type AnyCall = Pick<Call<unknown, unknown, CallLimits>, 'began' | 'way' | 'mark' | 'hadToWait' | 'hasTurn' | 'to'>;

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

  /** `pass` as a promise. */
  run<A, T, L extends CallLimits>(question: Question<A, T, L>, asked: A, limits: L, timeoutMs: number): Promise<T> {
    return received((to) => {
      this.pass(question, asked, limits, timeoutMs, to);
    });
  }

  /** Asks, if the system may be asked. `timeoutMs` is for all of it. */
  pass<A, T, L extends CallLimits>(
    question: Question<A, T, L>,
    asked: A,
    limits: L,
    timeoutMs: number,
    to: Receiver<T>,
  ): void {
    const call = new Call(this, question, asked, limits, timeoutMs, to);
    if (limits.isBulk === true) void this.#inTurn(call);
    else this.#enter(call);
  }

  /** The call was answered. */
  answered(call: AnyCall): void {
    this.#answered(call.way);
    this.#leave(call);
  }

  /** The call failed: it is judged, and done once more or at its end. */
  failed<A, T, L extends CallLimits>(call: Call<A, T, L>, error: unknown): void {
    const { question, asked, limits, way } = call;
    const verdict = question.verdict(error, limits);
    this.#judge(verdict, call);
    const left = call.timeoutMs - (performance.now() - call.began);
    const isRepeatable = !call.isRepeated && verdict === 'unreached' && way === 'free' && question.isRepeatable(asked);
    if (isRepeatable && left > 1 && !limits.signal.aborted && this.#mayRepeat()) {
      call.isRepeated = true;
      call.timeoutMs = left;
      this.#ask(call);
    } else {
      this.#leave(call);
      call.to.failed(error);
    }
  }

  async #inTurn<A, T, L extends CallLimits>(call: Call<A, T, L>): Promise<void> {
    const { limits, timeoutMs, to } = call;
    const began = performance.now();
    const turn = this.#bulkhead.bulkTurn(limits.signal);
    if (!turn) {
      to.failed(this.#crowded());
      return;
    }
    try {
      await turn;
    } catch (error) {
      to.failed(error);
      return;
    }
    call.hasTurn = true;
    call.timeoutMs = Math.max(1, timeoutMs - (performance.now() - began));
    this.#enter(call);
  }

  #enter<A, T, L extends CallLimits>(call: Call<A, T, L>): void {
    const way = this.#breaker.enter();
    if (way === 'spared') {
      this.#refuse(call, this.#refused());
      return;
    }
    if (!this.#bulkhead.enter()) {
      this.#breaker.left(way);
      this.#refuse(call, this.#crowded());
      return;
    }
    this.#budget.called();
    call.way = way;
    this.#ask(call);
  }

  #ask<A, T, L extends CallLimits>(call: Call<A, T, L>): void {
    const { question, asked, limits, timeoutMs } = call;
    this.#calls += 1;
    call.mark = this.#calls;
    call.hadToWait = this.#bulkhead.isWaiting;
    call.began = performance.now();
    question.ask(asked, limits, timeoutMs, call);
  }

  #leave(call: AnyCall): void {
    this.#bulkhead.leave();
    if (call.hasTurn) this.#bulkhead.bulkDone();
  }

  #refuse(call: AnyCall, error: SparedError): void {
    if (call.hasTurn) this.#bulkhead.bulkDone();
    call.to.failed(error);
  }

  #mayRepeat(): boolean {
    return this.#breaker.phase === 'CLOSED' && this.#budget.take();
  }

  #answered(way: Way): void {
    this.#answeredAt = this.#calls;
    this.#breaker.answered(way);
  }

  #judge(verdict: Verdict, call: AnyCall): void {
    const { way } = call;
    if (verdict === 'answer') this.#answered(way);
    else if (verdict === 'nothing' || (verdict === 'late' && !this.#isSilent(call))) this.#breaker.left(way);
    else this.#breaker.faulted(way);
  }

  /** A call that waited for a connection while others were answered met a queue, not a fault. */
  #isSilent({ mark, hadToWait, began }: AnyCall): boolean {
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
