import { forSubgraphCall, type RequestContext } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';

/**
 * Runs one call into one subgraph within its time limit and the request's. When time is up (or the client left), the
 * call's signal is aborted, which stops its SQL; a call that then ends at once with what it has is still taken. Throws
 * HubError SUBGRAPH_TIMEOUT, or REQUEST_CANCELLED when the whole request ended.
 */
export async function withinTime<T>(
  call: (context: RequestContext) => Promise<T>,
  limit: { context: RequestContext; subgraph: string; timeoutMs: number },
): Promise<T> {
  const { context, subgraph, timeoutMs } = limit;
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort(context.signal.reason);
  };
  // Joining signals with AbortSignal.any costs more than all the rest of a short call.
  if (context.signal.aborted) onAbort();
  else context.signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => {
    stop.abort(
      new HubError('SUBGRAPH_TIMEOUT', `Subgraph ${subgraph} did not answer within ${timeoutMs} ms.`, { subgraph }),
    );
  }, timeoutMs);
  const inner = withReserve(forSubgraphCall(context, { timeoutMs, signal: stop.signal }));
  // Aborted calls must not hang on a resolver that ignores the signal, so there is a last moment for them.
  let lastMoment: NodeJS.Timeout | undefined;
  let giveUp = (): void => undefined;
  const gaveUp = new Promise<never>((_resolve, reject) => {
    giveUp = () => {
      lastMoment = setTimeout(
        () => {
          reject(reasonOf(inner.signal, subgraph));
        },
        Math.min(100, timeoutMs * 0.05),
      );
    };
    if (inner.signal.aborted) giveUp();
    else inner.signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([call(inner), gaveUp]);
  } catch (error) {
    throw inner.signal.aborted ? reasonOf(inner.signal, subgraph) : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(lastMoment);
    inner.signal.removeEventListener('abort', giveUp);
    context.signal.removeEventListener('abort', onAbort);
  }
}

/**
 * The call is told a slightly earlier deadline than its signal keeps: a source that is too slow then ends its own
 * statement first, says so by its own name, and the rest of the subgraph's answer still arrives.
 */
function withReserve(context: RequestContext): RequestContext {
  const left = context.deadline - context.clock.now();
  return { ...context, deadline: context.deadline - Math.min(100, Math.max(0, left * 0.05)) };
}

function reasonOf(signal: AbortSignal, subgraph: string): HubError {
  const reason: unknown = signal.reason;
  if (reason instanceof HubError && reason.code === 'SUBGRAPH_TIMEOUT') return reason;
  const message = 'The request ended before the subgraph answered: its deadline passed, or the client left.';
  return new HubError('REQUEST_CANCELLED', message, { subgraph }, { cause: reason });
}
