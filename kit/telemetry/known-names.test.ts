import { describe, expect, it } from 'vitest';
import { KnownNames } from './known-names.ts';

const times = (n: number, work: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => work(i));

describe('names of operations as labels', () => {
  it('are their own once they were answered ten times', () => {
    const names = new KnownNames();
    expect(times(11, () => names.labelOf('Orders', true))).toEqual([...times(9, () => 'other'), 'Orders', 'Orders']);
    expect(names.labelOf('Orders', false)).toBe('Orders');
  });

  it('are not earned by what is refused, has no name, or is very long', () => {
    const names = new KnownNames();
    expect(new Set(times(50, () => names.labelOf('Junk', false)))).toEqual(new Set(['other']));
    expect(names.labelOf(null, true)).toBe('anonymous');
    expect(new Set(times(50, () => names.labelOf('N'.repeat(81), true)))).toEqual(new Set(['other']));
  });

  it('stay few, whatever clients call their operations', () => {
    const names = new KnownNames();
    const labels = new Set(times(100_000, (i) => names.labelOf(`Q${i % 5_000}`, true)));
    for (let i = 0; i < 20; i++) for (let name = 0; name < 400; name++) labels.add(names.labelOf(`R${name}`, true));
    expect(labels.size).toBe(201);
  });
});
