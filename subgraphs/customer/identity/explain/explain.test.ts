import { describe, expect, it } from 'vitest';
import { waterfall } from '../../../../kit/subgraph/waterfall.ts';
import { identityRecord } from '../../testing/identity-record.ts';
import { madeRecords } from '../../testing/made-records.ts';
import { match } from '../match.ts';
import type { IdentityRecord } from '../record.ts';
import { levelsOf, probability, Vetoes, weightOf } from '../score/model.ts';
import { countedWeight, explainPair } from './explain.ts';

const { records } = madeRecords(150, 3);
const father: IdentityRecord = identityRecord({ name: 'John Berg Sr.', birth_on: '1950-01-02' }, 'PERSON', 'father');
const son: IdentityRecord = identityRecord({ name: 'John Berg Jr.', birth_on: '1950-01-02' }, 'PERSON', 'son');
const all = [...records, father, son];
const model = match(all).kinds[0]?.model;
if (!model) throw new Error('no model');
const pairs = all.flatMap((_, a) =>
  [1, 2, 7, 40].flatMap((step) => (a + step < all.length ? [[a, a + step] as const] : [])),
);

describe('an explanation', () => {
  it('adds up exactly to the weight that the engine reckons with, for pairs of every kind', () => {
    expect(pairs.length).toBeGreaterThan(500);
    const levels = new Uint8Array(model.comparators.length);
    for (const [a, b] of pairs) {
      const { prior, evidence, weight, ...rest } = explainPair(model, a, b);
      levelsOf(model, a, b, levels);
      expect(evidence.reduce((sum, part) => sum + part.weight, prior)).toBe(weight);
      expect(weight).toBe(weightOf(model, a, b, levels));
      expect(evidence.map(({ comparison }) => comparison)).toEqual(model.comparisons.map(({ name }) => name));
      const veto = new Vetoes(model).of(levels, weight);
      expect(rest.veto?.reason ?? null).toBe(veto?.reason ?? null);
      expect(rest.probability).toBe(probability(Math.min(weight, veto?.atMost ?? Infinity)));
    }
  });

  it('says nothing of what a record has no value for', () => {
    const silent = pairs.flatMap(([a, b]) => explainPair(model, a, b).evidence.filter(({ level }) => level === null));
    expect(silent.length).toBeGreaterThan(100);
    expect(silent.every(({ weight }) => weight === 0)).toBe(true);
  });

  it('is the same for both orders of the pair', () => {
    const [a, b] = pairs[0] ?? [0, 1];
    expect(explainPair(model, b, a)).toEqual(explainPair(model, a, b));
  });

  it('says why two are not one: father and son stay apart whatever else agrees', () => {
    const explained = explainPair(model, all.length - 2, all.length - 1);
    expect(explained.veto).toEqual({ reason: 'father and son', atMost: null });
    expect([countedWeight(explained), explained.probability]).toEqual([-Infinity, 0]);
    expect(waterfall(explained)).toContain('never one: father and son');
  });
});

describe('the waterfall', () => {
  const text = waterfall({
    prior: -10,
    evidence: [
      { comparison: 'name', level: 'exact', weight: 12 },
      { comparison: 'town', level: 'other', weight: -0.001 },
      { comparison: 'phone', level: null, weight: 0 },
    ],
    weight: 1.999,
    veto: { reason: 'another home', atMost: -8 },
    probability: 0.0039,
  });

  it('has a line for each part, the sum, the veto, the chance, and what there was nothing to compare of', () => {
    expect(text).toBe(
      [
        'before any evidence   -10.00  --------------------',
        'name: exact           +12.00  ++++++++++++++++++++++++',
        'town: other            +0.00',
        'sum                    +2.00  bits',
        'counts as -8.00 at most: another home',
        'chance that they are one: 0.4 %',
        'nothing to compare: phone',
        '',
      ].join('\n'),
    );
  });

  it('claims no certainty', () => {
    const line = (probability: number): string =>
      waterfall({ prior: 0, evidence: [], weight: 0, veto: null, probability });
    expect(line(1)).toContain('more than 99.9 %');
    expect(line(0)).toContain('less than 0.1 %');
  });
});
