import { describe, expect, it } from 'vitest';
import type { Comparator } from '../compare/comparator.ts';
import { bestLevels, judgeOf } from './judge.ts';
import type { Model } from './model.ts';

/** Level by the values of two records: the same, other, or unknown where one has none. */
const equal = (values: readonly (string | null)[]): Comparator => ({
  level: (a, b) => {
    const [x, y] = [values[a] ?? null, values[b] ?? null];
    return x === null || y === null ? 0 : x === y ? 1 : 2;
  },
  frequency: () => null,
});

describe('judging groups', () => {
  const levels = ['exact', 'other'];
  const model: Model = {
    comparisons: ['mail', 'home', 'number'].map((name) => ({ name, measure: 'equal', levels, expected: [0.9, 0.1] })),
    comparators: [
      equal(['a', 'b', null, 'a', 'c']),
      equal([null, null, 'x', 'y', 'y']),
      equal([null, null, null, '1', '2']),
    ],
    vetoes: [
      { atMost: -Infinity, reason: 'other numbers', when: { number: ['other'] }, unless: {} },
      { atMost: -8, reason: 'another home', when: { home: ['other'] }, unless: { mail: ['exact'] } },
    ],
    aliases: [],
    prior: 0.5,
    m: [0, 1, 2].map(() => [1, 0.8, 0.2]),
    u: [0, 1, 2].map(() => [1, 0.1, 0.8]),
  };
  const judge = judgeOf(model);

  it('weighs a pair by its evidence; only what keeps it apart for good counts before its group is asked', () => {
    expect(judge.weigh(2, 3)).toBeCloseTo(-2, 10);
    expect(judge.weigh(3, 4)).toBe(-Infinity);
  });

  it('takes the best that any two members say', () => {
    expect([...judge.levels([0, 2], [3])]).toEqual([1, 2, 0]);
    expect([...judge.levels([1, 2], [3])]).toEqual([2, 2, 0]);
    expect([...bestLevels(judge.levels([1], [3]), judge.levels([0, 2], [3]))]).toEqual([1, 2, 0]);
  });

  it('excuses a veto by what another member says', () => {
    expect(judge.vetoOf(judge.levels([2], [3]), 0)?.reason).toBe('another home');
    expect(judge.vetoOf(judge.levels([0, 2], [3]), 0)).toBe(null);
    expect(judge.vetoOf(judge.levels([1, 2], [3]), 0)?.reason).toBe('another home');
  });
});
