import { forSubgraphCall, type RequestContext } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { Lifetime, type StopSignal } from '../../kit/lifetime.ts';
import type { PromiseOrValue } from '../../kit/promise-or-value.ts';

/**
 * Runs one call into one subgraph within its time limit and the request's. When time is up (or the client left), the
 * call's signal is aborted, which stops its SQL; a call that then ends at once with what it has is still taken. Throws
 * HubError SUBGRAPH_TIMEOUT, or REQUEST_CANCELLED when the whole request ended.
 */
export function withinTime<T>(
  call: (context: RequestContext) => PromiseOrValue<T>,
  limit: { context: RequestContext; subgraph: string; timeoutMs: number },
): PromiseOrValue<T> {
  const { context, subgraph, timeoutMs } = limit;
  const late = (): HubError =>
    new HubError('SUBGRAPH_TIMEOUT', `Subgraph ${subgraph} did not answer within ${timeoutMs} ms.`, { subgraph });
  const signal = new Lifetime({ within: context.signal, timeoutMs, late });
  let result: PromiseOrValue<T>;
  try {
    result = call(withReserve(context, { timeoutMs, signal }));
  } catch (error) {
    throw signal.aborted ? reasonOf(signal, subgraph) : error;
  }
  return result instanceof Promise ? untilGivenUp(result, signal, limit) : result;
}

/** Aborted calls must not hang on a resolver that ignores the signal, so there is a last moment for them. */
function untilGivenUp<T>(
  result: Promise<T>,
  signal: StopSignal,
  { subgraph, timeoutMs }: { subgraph: string; timeoutMs: number },
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let lastMoment: NodeJS.Timeout | undefined;
    const giveUp = (): void => {
      lastMoment = setTimeout(
        () => {
          reject(reasonOf(signal, subgraph));
        },
        Math.min(100, timeoutMs * 0.05),
      );
    };
    const end = (): void => {
      clearTimeout(lastMoment);
      signal.removeEventListener('abort', giveUp);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp);
    result.then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(signal.aborted ? reasonOf(signal, subgraph) : (error as Error));
      },
    );
  });
}

/**
 * The call is told a slightly earlier deadline than its signal keeps: a source that is too slow then ends its own
 * statement first, says so by its own name, and the rest of the subgraph's answer still arrives.
 */
function withReserve(context: RequestContext, { timeoutMs, signal }: { timeoutMs: number; signal: StopSignal }) {
  const now = context.clock.now();
  const deadline = Math.min(context.deadline, now + timeoutMs);
  return forSubgraphCall(context, { deadline: deadline - Math.min(100, Math.max(0, (deadline - now) * 0.05)), signal });
}

function reasonOf(signal: StopSignal, subgraph: string): HubError {
  const reason: unknown = signal.reason;
  if (reason instanceof HubError && reason.code === 'SUBGRAPH_TIMEOUT') return reason;
  const message = 'The request ended before the subgraph answered: its deadline passed, or the client left.';
  return new HubError('REQUEST_CANCELLED', message, { subgraph }, { cause: reason });
}
