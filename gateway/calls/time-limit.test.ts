import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRequestContext, type RequestContext } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { withAbortSignal } from '../../kit/lifetime.ts';
import type { PromiseOrValue } from '../../kit/promise-or-value.ts';
import { timeLimit, withinTime } from './time-limit.ts';

const request = (timeoutMs = 10_000, signal?: AbortSignal): RequestContext =>
  createRequestContext({ requestId: 'r', timeoutMs, clock: { now: () => 1_000 }, ...(signal && { signal }) });
const run = async <T>(
  call: (context: RequestContext) => PromiseOrValue<T>,
  timeoutMs: number,
  context = request(),
): Promise<T> =>
  withinTime((_asked, inner) => call(inner), null, context, timeLimit('erp', timeoutMs), {
    answered: (value) => value,
    failed: (fault) => {
      throw fault;
    },
  });
const obedient = (context: RequestContext): Promise<void> =>
  withAbortSignal(context.signal, (signal) => sleep(5_000, undefined, { signal }));

describe('a call within its time', () => {
  it('gives what it gives, and throws what it throws', async () => {
    expect(await run(async () => 5, 100)).toBe(5);
    await expect(run(async () => Promise.reject(new Error('own')), 100)).rejects.toThrow('own');
  });

  it('is told a deadline a little before it is stopped, so that it can still say what it has', async () => {
    const deadlines = await Promise.all([
      run(async (inner) => inner.deadline, 400),
      run(async (inner) => inner.deadline, 8_000),
      run(async (inner) => inner.deadline, 8_000, request(200)),
    ]);
    expect(deadlines).toEqual([1_000 + 380, 1_000 + 7_900, 1_000 + 190]);
  });

  it('has loaders of its own and the ledger of the request', async () => {
    const context = request();
    const inner = await run(async (given) => given, 100, context);
    expect(inner.scratch).not.toBe(context.scratch);
    expect(inner.ledger).toBe(context.ledger);
  });

  it('is taken when it ends just after it was told to stop', async () => {
    const call = async ({ signal }: RequestContext): Promise<string> => {
      await new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
      return 'partial';
    };
    expect(await run(call, 50)).toBe('partial');
  });

  it('is given up when it does not stop, or throws because of it', async () => {
    const timeout = new HubError('SUBGRAPH_TIMEOUT', 'Subgraph erp did not answer within 50 ms.', { subgraph: 'erp' });
    await expect(run(() => sleep(5_000, undefined, { ref: false }), 50)).rejects.toEqual(timeout);
    await expect(run(obedient, 50)).rejects.toEqual(timeout);
  });

  it('is cancelled with the request, also when that is over already', async () => {
    const cancelled = { code: 'REQUEST_CANCELLED', detail: { subgraph: 'erp' } };
    const client = new AbortController();
    const asked = run(obedient, 1_000, request(10_000, client.signal));
    client.abort();
    await expect(asked).rejects.toMatchObject(cancelled);
    const gone = request(10_000, AbortSignal.abort());
    await expect(run(() => sleep(5_000, undefined, { ref: false }), 100, gone)).rejects.toMatchObject(cancelled);
  });
});
