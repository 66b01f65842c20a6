import { expect, test } from 'vitest';
import { HubError } from '../errors/hub-error.ts';
import { doWork } from './do-work.ts';
import type { Counting, Then } from './fixtures/counting.ts';
import { runApart, type Apart } from './run-apart.ts';

const count = (then: Then, how: Apart<Counting> = {}) =>
  runApart<Counting>(new URL('./fixtures/counting.ts', import.meta.url), { upTo: 4, then }, how);

test('reports what the work returns, after all that it told on the way, in order', async () => {
  const told: number[] = [];
  expect(await count('REPORT', { onProgress: (n) => void told.push(n) })).toEqual({ sum: 10 });
  expect(told).toEqual([1, 2, 3, 4]);
});

test('throws what the work throws: a coded fault as such, others with what people are told by', async () => {
  const coded: unknown = await count('THROW_CODED').catch((error: unknown) => error);
  expect(coded).toBeInstanceOf(HubError);
  expect(coded).toMatchObject({ code: 'BAD_USER_INPUT', message: 'Count on.', detail: { system: 'abacus' } });
  expect((coded as Error).stack).toMatch(/fixtures\/counting/);
  await expect(count('THROW_OF_SYSTEM')).rejects.toMatchObject({ name: 'Error', code: 'ENOENT' });
  const named: unknown = await count('THROW_NAMED').catch((error: unknown) => error);
  expect(named).toMatchObject({ name: 'CountProblems', message: 'Two problems.' });
  expect(named).not.toHaveProperty('code');
});

test('a thread that dies, whatever of, is a fault and never waited for', async () => {
  await expect(count('THROW_TEXT')).rejects.toBe('just a text');
  await expect(count('WAIT_FOR_NOTHING')).rejects.toThrow('a thread ended without a report: counting.ts');
  const nowhere = runApart(new URL('./fixtures/nowhere.ts', import.meta.url), null);
  await expect(nowhere).rejects.toThrow(/nowhere\.js/);
});

/** Aborts when the work has counted to its end. */
async function aborted(then: Then, endMs: number): Promise<{ error: unknown; told: number[]; ms: number }> {
  const ending = new AbortController();
  const told: number[] = [];
  let at = 0;
  const onProgress = (n: number): void => {
    told.push(n);
    if (n !== 4) return;
    at = performance.now();
    ending.abort(new Error('enough'));
  };
  const error: unknown = await count(then, { signal: ending.signal, onProgress, endMs }).catch((e: unknown) => e);
  return { error, told, ms: performance.now() - at };
}

test('work that is aborted may end by itself, and has what it tells until then heard', async () => {
  const { error, told, ms } = await aborted('WAIT_TO_BE_ENDED', 20_000);
  expect(error).toMatchObject({ message: 'enough' });
  expect(told).toEqual([1, 2, 3, 4, -1]);
  expect(ms).toBeLessThan(10_000);
});

test('work that hears nothing is ended', async () => {
  const { error, ms } = await aborted('HEAR_NOTHING', 200);
  expect(error).toMatchObject({ message: 'enough' });
  expect(ms).toBeGreaterThanOrEqual(199);
  expect(ms).toBeLessThan(2_000);
  expect((await aborted('HEAR_NOTHING', 0)).error).toMatchObject({ message: 'enough' });
});

test('what is aborted before is not begun', async () => {
  const nowhere = new URL('./fixtures/nowhere.ts', import.meta.url);
  await expect(runApart(nowhere, null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
});

test('doWork outside of a thread of its own says what it is for', async () => {
  const { isMainThread } = await import('node:worker_threads');
  expect(isMainThread).toBe(true);
  await expect(doWork(() => Promise.resolve(1))).rejects.toThrow('for modules that runApart starts');
});
