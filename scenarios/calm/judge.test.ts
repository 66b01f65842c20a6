import { describe, expect, it } from 'vitest';
import { judge, shortfalls, type Goals, type Outage } from './judge.ts';
import { quantile, type Outcome, type Shot } from './load.ts';

const goals: Goals = { healthyShare: 0.999, p99: 3_300, recovery: 5_000, othersRatio: 1.5 };
const outage: Outage = {
  kind: 'database',
  target: 'demo-desk',
  fault: 'hung',
  touches: ['service'],
  from: 10_000,
  to: 18_000,
  until: 26_000,
};
const shot = (at: number, subgraph: string, result: Outcome['result'], ms = 10): Shot => ({
  query: subgraph,
  at,
  ms,
  status: 200,
  outcomes: [{ key: subgraph, subgraph, result, code: result === 'null' ? 'LEGACY_TIMEOUT' : null }],
});
const quiet = [shot(0, 'erp', 'right'), shot(1_000, 'service', 'right')];
const rowOf = (...shots: Shot[]) => {
  const [row] = judge([...quiet, ...shots], [outage]);
  if (!row) throw new Error('no row');
  return { ...row, missed: shortfalls(row, goals) };
};

describe('the judge', () => {
  it('is content when only the part that failed is null, in time, and whole again soon', () => {
    const row = rowOf(
      shot(11_000, 'erp', 'right'),
      shot(12_000, 'service', 'null', 3_100),
      shot(19_000, 'service', 'null'),
    );
    expect(row).toMatchObject({
      healthy: 1,
      healthyRight: 1,
      nulls: 1,
      wrong: 0,
      p99: 3_100,
      recovery: 1_000,
      missed: [],
    });
  });

  it.each<[string, Shot[]]>([
    ['healthy parts', [shot(11_000, 'erp', 'null')]],
    ['wrong answers', [shot(11_000, 'erp', 'right'), shot(12_000, 'service', 'wrong')]],
    ['wrong answers', [shot(11_000, 'erp', 'right'), shot(19_000, 'erp', 'wrong')]],
    ['p99', [shot(11_000, 'erp', 'right'), shot(12_000, 'service', 'null', 3_400)]],
    ['recovery', [shot(11_000, 'erp', 'right'), shot(23_500, 'service', 'null')]],
    ['p99 of others', [shot(11_000, 'erp', 'right', 16)]],
    ['no healthy part was asked for', [shot(11_000, 'service', 'null')]],
  ])('sees %s', (missed, shots) => {
    expect(rowOf(...shots).missed).toContain(missed);
  });

  it('does not blame an outage for what the next one broke', () => {
    const row = rowOf(shot(11_000, 'erp', 'right'), shot(25_999, 'service', 'null', 5_000));
    expect(row.missed).not.toContain('recovery');
  });

  it('knows quantiles', () => {
    const numbers = Array.from({ length: 200 }, (_, i) => i + 1);
    expect([quantile(numbers, 0.99), quantile(numbers, 0.5), quantile([], 0.5)]).toEqual([198, 100, 0]);
  });
});
