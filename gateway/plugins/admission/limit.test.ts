import { describe, expect, it } from 'vitest';
import { ConcurrencyLimit } from './limit.ts';

const bounds = { least: 10, most: 500, calmDelayMs: 50 };

describe('the limit of requests in flight', () => {
  it('grows while it is used and the process is calm, up to its most', () => {
    const limit = new ConcurrencyLimit(bounds);
    expect(limit.value).toBe(40);
    const seen: number[] = [];
    for (let i = 0; i < 100; i += 1) {
      limit.update({ delayMs: 5, inFlight: limit.value });
      seen.push(limit.value);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(limit.value).toBe(500);
  });

  it('stays where it is while nobody needs more', () => {
    const limit = new ConcurrencyLimit(bounds);
    for (let i = 0; i < 100; i += 1) limit.update({ delayMs: 5, inFlight: 20 });
    expect(limit.value).toBe(40);
  });

  it('falls when the process is late, from what was in flight, and never below its least', () => {
    const limit = new ConcurrencyLimit(bounds);
    limit.update({ delayMs: 51, inFlight: 30 });
    expect(limit.value).toBe(24);
    for (let i = 0; i < 100; i += 1) limit.update({ delayMs: 500, inFlight: limit.value });
    expect(limit.value).toBe(10);
  });

  it('comes back to where it began while only bulk waits, which has a part of it', () => {
    const limit = new ConcurrencyLimit(bounds);
    for (let i = 0; i < 20; i += 1) limit.update({ delayMs: 500, inFlight: 5 });
    expect(limit.value).toBe(10);
    for (let i = 0; i < 100; i += 1) limit.update({ delayMs: 5, inFlight: 5, isCrowded: true });
    expect(limit.value).toBeGreaterThanOrEqual(40);
    expect(limit.value).toBeLessThan(48);
  });

  // A model of a process in which each request in flight makes the loop a millisecond later.
  it('finds what a process can do, and finds it again when that changes', () => {
    const limit = new ConcurrencyLimit(bounds);
    const settle = (msPerRequest: number): number => {
      const last: number[] = [];
      for (let i = 0; i < 400; i += 1) {
        limit.update({ delayMs: limit.value * msPerRequest, inFlight: limit.value });
        if (i >= 300) last.push(limit.value);
      }
      return last.reduce((sum, value) => sum + value, 0) / last.length;
    };
    expect(Math.abs(settle(0.5) - 100)).toBeLessThan(20);
    expect(Math.abs(settle(1) - 50)).toBeLessThan(10);
    expect(Math.abs(settle(0.25) - 200)).toBeLessThan(40);
  });
});
