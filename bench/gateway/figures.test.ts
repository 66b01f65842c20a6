import { expect, test } from 'vitest';
import { figuresOf, quantile, timesFloor } from './figures.ts';
import { goalsOf } from './goals.ts';

const measured = (cpuMs: number, latencies: number[]) =>
  figuresOf({ latencies, cpuMs, seconds: 2, peakMiB: 100, turnedAway: 0 });

test('figures are per request, quantiles over all of them', () => {
  const figures = measured(50, [5, 1, 4, 2, 3, 9, 6, 8, 7, 10]);
  expect(figures).toEqual({ requests: 10, cpuMs: 5, perSecond: 5, p50Ms: 6, p99Ms: 10, peakMiB: 100, turnedAway: 0 });
  expect(quantile([], 0.5)).toBe(0);
  expect(timesFloor(figures, measured(20, [2, 2, 2, 2]))).toEqual({
    cpuMs: 1,
    perSecond: 2.5,
    p50Ms: 3,
    p99Ms: 5,
    peakMiB: 1,
  });
});

test('goals are looked at for 16 requests at a time, as far as their contestants were measured', () => {
  const figures = { floor: measured(10, [1, 1]), hub: measured(13, [1, 1]), apollo: measured(30, [4]) };
  const goals = goalsOf([
    { query: 'tiny', concurrency: 16, figures },
    { query: 'customer 360', concurrency: 16, figures: { floor: figures.floor, hub: figures.hub } },
    { query: 'tiny', concurrency: 64, figures },
  ]);
  expect(goals.map(({ what, found, reached }) => [what, found, reached])).toEqual([
    ['tiny: CPU of hub by floor, at most', 1.3, true],
    ['tiny: throughput of hub by apollo, at least', 2, false],
    ['customer 360: CPU of hub by floor, at most', 1.3, false],
  ]);
});
