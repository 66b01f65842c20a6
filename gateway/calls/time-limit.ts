import { forSubgraphCall, type RequestContext } from '../../kit/context.ts';
import { deadlines, type Due } from '../../kit/deadlines.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { Lifetime, type StopSignal } from '../../kit/lifetime.ts';
import type { PromiseOrValue } from '../../kit/promise-or-value.ts';

/** How long calls into one subgraph may take. */
export interface TimeLimit {
  readonly subgraph: string;
  readonly timeoutMs: number;
  /** SUBGRAPH_TIMEOUT */
  readonly tooLate: () => HubError;
}

export const timeLimit = (subgraph: string, timeoutMs: number): TimeLimit => ({
  subgraph,
  timeoutMs,
  tooLate: () =>
    new HubError('SUBGRAPH_TIMEOUT', `Subgraph ${subgraph} did not answer within ${timeoutMs} ms.`, { subgraph }),
});

/** What becomes of a call. What they throw, the caller gets. */
export interface Ending<T, U> {
  answered(value: T): U;
  failed(fault: unknown): U;
}

/**
 * Runs one call into one subgraph within its time limit and the request's. When time is up (or the client left), the
 * call's signal is aborted, which stops its SQL; a call that then ends at once with what it has is still taken. Else it
 * has failed, with HubError SUBGRAPH_TIMEOUT, or REQUEST_CANCELLED when the whole request ended.
 */
export function withinTime<A, T, U>(
  call: (asked: A, context: RequestContext) => PromiseOrValue<T>,
  asked: A,
  context: RequestContext,
  limit: TimeLimit,
  ending: Ending<T, U>,
): PromiseOrValue<U> {
  const { timeoutMs, tooLate } = limit;
  const signal = new Lifetime({ within: context.signal, timeoutMs, tooLate });
  let result: PromiseOrValue<T>;
  try {
    result = call(asked, withReserve(context, timeoutMs, signal));
  } catch (error) {
    return ending.failed(signal.aborted ? reasonOf(signal, limit) : error);
  }
  return result instanceof Promise ? untilGivenUp(result, signal, limit, ending) : ending.answered(result);
}

function untilGivenUp<T, U>(
  result: Promise<T>,
  signal: StopSignal,
  limit: TimeLimit,
  ending: Ending<T, U>,
): Promise<U> {
  return new Promise<U>((resolve, reject) => {
    const waiting = new Waiting(signal, limit, ending, resolve, reject);
    result.then(
      (value) => {
        waiting.answered(value);
      },
      (fault: unknown) => {
        waiting.failed(fault);
      },
    );
  });
}

/**
 * Waits for one call, with one promise for all that becomes of it. A call that was told to stop must not hang on a resolver
 * that ignores the signal, so there is a last moment for it.
 */
class Waiting<T, U> implements Due {
  place = -1;
  endsAt = Infinity;
  #isGivenUp = false;

  constructor(
    private readonly signal: StopSignal,
    private readonly limit: TimeLimit,
    private readonly ending: Ending<T, U>,
    private readonly resolve: (value: U) => void,
    private readonly reject: (reason: unknown) => void,
  ) {
    if (signal.aborted) this.handleEvent();
    else signal.addEventListener('abort', this);
  }

  answered(value: T): void {
    if (this.#isGivenUp) return;
    this.#end();
    try {
      this.resolve(this.ending.answered(value));
    } catch (thrown) {
      this.reject(thrown);
    }
  }

  failed(fault: unknown): void {
    if (this.#isGivenUp) return;
    this.#end();
    try {
      this.resolve(this.ending.failed(this.signal.aborted ? reasonOf(this.signal, this.limit) : fault));
    } catch (thrown) {
      this.reject(thrown);
    }
  }

  /** The call was told to stop. */
  handleEvent(): void {
    this.endsAt = performance.now() + Math.min(100, this.limit.timeoutMs * 0.05);
    deadlines.add(this);
  }

  /** And did not. */
  late(): void {
    this.failed(undefined);
    this.#isGivenUp = true;
  }

  #end(): void {
    deadlines.delete(this);
    this.signal.removeEventListener('abort', this);
  }
}

/**
 * The call is told a slightly earlier deadline than its signal keeps: a source that is too slow then ends its own
 * statement first, says so by its own name, and the rest of the subgraph's answer still arrives.
 */
function withReserve(context: RequestContext, timeoutMs: number, signal: StopSignal): RequestContext {
  const now = context.clock.now();
  const deadline = Math.min(context.deadline, now + timeoutMs);
  return forSubgraphCall(context, deadline - Math.min(100, Math.max(0, (deadline - now) * 0.05)), signal);
}

function reasonOf(signal: StopSignal, { subgraph }: TimeLimit): HubError {
  const reason: unknown = signal.reason;
  if (reason instanceof HubError && reason.code === 'SUBGRAPH_TIMEOUT') return reason;
  const message = 'The request ended before the subgraph answered: its deadline passed, or the client left.';
  return new HubError('REQUEST_CANCELLED', message, { subgraph }, { cause: reason });
}
