import { describe, expect, it } from 'vitest';
import { allDone, allOf, andThen, settle } from './promise-or-value.ts';

const later = <T>(value: T): Promise<T> => Promise.resolve(value);
const fault = new Error('fault');
const fails = (): never => {
  throw fault;
};

describe('what need not be waited for', () => {
  it('goes on at once, and what is to come when it comes', async () => {
    expect(andThen(2, (n) => n + 1)).toBe(3);
    expect(andThen([2], ([n]) => n)).toBe(2);
    const coming = andThen(later(2), (n) => n + 1);
    expect(coming).toBeInstanceOf(Promise);
    expect(await coming).toBe(3);
  });

  it('is settled by what comes or by what went wrong, thrown or rejected; what is done with it is not caught', async () => {
    const name = (error: unknown): string => (error === fault ? 'failed' : 'other');
    expect(settle(() => 2, String, name)).toBe('2');
    expect(settle(fails, String, name)).toBe('failed');
    expect(await settle(() => later(2), String, name)).toBe('2');
    expect(await settle(() => Promise.reject(fault), String, name)).toBe('failed');
    expect(() => settle(() => 2, fails, name)).toThrow(fault);
    await expect(settle(() => later(2), fails, name)).rejects.toBe(fault);
  });

  it('waits for all that are to come, and for nobody else', async () => {
    expect(allOf([1, 2])).toEqual([1, 2]);
    expect(allOf([])).toEqual([]);
    expect(await allOf([later(1)])).toEqual([1]);
    expect(await allOf([1, later(2), 3])).toEqual([1, 2, 3]);
    expect(allDone([undefined, undefined])).toBeUndefined();
    const done: number[] = [];
    const work = async (n: number): Promise<void> => {
      await later(n);
      done.push(n);
    };
    await allDone([undefined, work(1)]);
    await allDone([work(2), undefined, work(3)]);
    expect(done).toEqual([1, 2, 3]);
    await expect(allDone([later(undefined), Promise.reject(fault)])).rejects.toBe(fault);
  });
});
