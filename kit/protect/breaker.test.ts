import { describe, expect, it } from 'vitest';
import { Breaker, breakerDefaults, type BreakerLimits } from './breaker.ts';

/** A breaker with a clock and a sign of life in our hands. */
function made(limits: Partial<BreakerLimits> = {}) {
  let now = 0;
  let isAlive = false;
  let jobs: { at: number; job: () => void }[] = [];
  const changes: boolean[] = [];
  const pings: number[] = [];
  const breaker = new Breaker(
    { ...breakerDefaults, ...limits },
    {
      ping: async () => {
        pings.push(now);
        if (!isAlive) throw new Error('dead');
      },
      onChange: (isSpared) => changes.push(isSpared),
      now: () => now,
      later: (job, ms) => {
        const entry = { at: now + ms, job };
        jobs.push(entry);
        return () => {
          jobs = jobs.filter((other) => other !== entry);
        };
      },
      random: () => 0.5,
    },
  );
  return {
    breaker,
    changes,
    pings,
    jobs: () => jobs.length,
    revive: () => {
      isAlive = true;
    },
    fail: (times: number) => {
      for (let i = 0; i < times; i += 1) breaker.faulted(breaker.enter());
    },
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = jobs.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        jobs = jobs.filter((other) => other !== next);
        next.job();
        await Promise.resolve();
        await Promise.resolve();
      }
      now = end;
    },
  };
}

describe('a breaker', () => {
  it('opens after so many faults in a row, and tells it once', () => {
    const { breaker, fail, changes } = made();
    fail(4);
    expect(breaker.enter()).toBe('free');
    fail(1);
    expect([breaker.phase, breaker.enter(), breaker.openings]).toEqual(['OPEN', 'spared', 1]);
    fail(3);
    expect(changes).toEqual([true]);
  });

  it('does not open while answers come between, until too many are faults', () => {
    const { breaker, fail } = made();
    const alternate = (times: number): void => {
      for (let i = 0; i < times; i += 1) {
        fail(1);
        breaker.answered(breaker.enter());
      }
    };
    alternate(9);
    expect(breaker.phase).toBe('CLOSED');
    alternate(2);
    expect(breaker.phase).toBe('OPEN');
  });

  it('looks at a window of time only', async () => {
    const { breaker, fail, pass } = made({ faultsInARow: 100 });
    fail(19);
    await pass(10_001);
    fail(19);
    expect(breaker.phase).toBe('CLOSED');
    fail(1);
    expect(breaker.phase).toBe('OPEN');
  });

  it('never opens when it is told never to', () => {
    const { breaker, fail } = made({ faultsInARow: 0 });
    fail(1_000);
    expect(breaker.phase).toBe('CLOSED');
  });

  it('looks for a sign of life by itself, ever more seldom, and never seldom enough to miss five seconds', async () => {
    const { fail, pass, pings } = made();
    fail(5);
    await pass(20_000);
    const gaps = pings.map((at, i) => at - (pings[i - 1] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([500, 1_000, 2_000, 2_000]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2_000);
  });

  it('lets one call through after the sign of life, and refuses the others meanwhile', async () => {
    const { breaker, fail, pass, revive, changes } = made();
    fail(5);
    expect(breaker.nextTryInMs).toBe(500);
    revive();
    await pass(500);
    expect([breaker.phase, breaker.nextTryInMs]).toEqual(['HALF_OPEN', 0]);
    expect([breaker.enter(), breaker.enter(), breaker.enter()]).toEqual(['trial', 'spared', 'spared']);
    breaker.answered('free');
    expect(breaker.phase).toBe('HALF_OPEN');
    breaker.answered('trial');
    expect([breaker.phase, breaker.enter(), breaker.nextTryInMs]).toEqual(['CLOSED', 'free', null]);
    expect(changes).toEqual([true, false]);
  });

  it('rests again when the trial fails, and tells nobody', async () => {
    const { breaker, fail, pass, revive, changes } = made();
    fail(5);
    revive();
    await pass(500);
    breaker.faulted(breaker.enter());
    expect([breaker.phase, breaker.nextTryInMs, breaker.openings]).toEqual(['OPEN', 1_000, 1]);
    expect(changes).toEqual([true]);
  });

  it('gives the trial to the next one when its client left', async () => {
    const { breaker, fail, pass, revive } = made();
    fail(5);
    revive();
    await pass(500);
    breaker.left(breaker.enter());
    expect(breaker.enter()).toBe('trial');
  });

  it('goes on where it was when it opens again soon, and begins anew later', async () => {
    const { breaker, fail, pass, revive } = made();
    const reopened = async (ms: number): Promise<number | null> => {
      revive();
      await pass(2_000);
      breaker.answered(breaker.enter());
      await pass(ms);
      fail(5);
      return breaker.nextTryInMs;
    };
    fail(5);
    expect(await reopened(1_000)).toBe(1_000);
    expect(await reopened(30_000)).toBe(500);
  });

  it('ends its tries', async () => {
    const { breaker, fail, pass, pings, jobs } = made();
    fail(5);
    breaker.end();
    await pass(10_000);
    expect([pings, jobs()]).toEqual([[], 0]);
  });
});
