import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Lifetime, withAbortSignal } from './lifetime.ts';

test('ends once, with the first reason, and tells each listener once', () => {
  const life = new Lifetime();
  const [heard, left] = [vi.fn(), vi.fn()];
  life.addEventListener('abort', heard);
  life.addEventListener('abort', left);
  life.removeEventListener('abort', left);
  expect([life.aborted, life.reason]).toEqual([false, undefined]);
  life.end('first');
  life.end('second');
  expect([life.aborted, life.reason]).toEqual([true, 'first']);
  expect([heard.mock.calls.length, left.mock.calls.length]).toEqual([1, 0]);
  expect(() => {
    life.throwIfAborted();
  }).toThrow('first');
});

test('ends with what it is within, whether anybody listens or not', () => {
  for (const outer of [new AbortController(), null]) {
    const within = outer?.signal ?? new Lifetime();
    const [quiet, watched] = [new Lifetime({ within }), new Lifetime({ within, timeoutMs: 10_000 })];
    const heard = vi.fn();
    watched.addEventListener('abort', heard);
    if (within instanceof Lifetime) within.end('left');
    else outer?.abort('left');
    expect(heard).toHaveBeenCalledOnce();
    expect([quiet.aborted, quiet.reason, watched.reason]).toEqual([true, 'left', 'left']);
  }
});

test('is over when time is up, as AbortSignal.timeout is, or for a reason of its own', async () => {
  const plain = new Lifetime({ timeoutMs: 20 });
  const coded = new Lifetime({ timeoutMs: 20, tooLate: () => 'slow' });
  const heard = new Promise((resolve) => {
    coded.addEventListener('abort', () => {
      resolve(coded.reason);
    });
  });
  expect([plain.aborted, coded.aborted]).toEqual([false, false]);
  expect(await Promise.race([heard, sleep(5_000)])).toBe('slow');
  await sleep(20);
  expect(plain.aborted).toBe(true);
  expect(plain.reason).toMatchObject({ name: 'TimeoutError' });
});

test('holds on to nothing while nobody listens', () => {
  const outer = new Lifetime();
  const watched = vi.spyOn(outer, 'addEventListener');
  const left = vi.spyOn(outer, 'removeEventListener');
  const life = new Lifetime({ within: outer, timeoutMs: 10_000 });
  const listener = (): void => undefined;
  expect(watched).not.toHaveBeenCalled();
  life.addEventListener('abort', listener);
  expect(watched).toHaveBeenCalledOnce();
  life.removeEventListener('abort', listener);
  expect(left).toHaveBeenCalledOnce();
});

test('lends a real AbortSignal to what insists on one', async () => {
  const life = new Lifetime();
  const asked = withAbortSignal(life, (signal) => sleep(5_000, undefined, { signal }));
  life.end(new Error('left'));
  await expect(asked).rejects.toMatchObject({ name: 'AbortError', cause: { message: 'left' } });
  expect(await withAbortSignal(life, async (signal) => signal.aborted)).toBe(true);
});
