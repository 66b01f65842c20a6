import { describe, expect, test } from 'vitest';
import { criteria, criterionNames, type CriterionName } from './criteria.ts';
import type { Group, Reading } from './reading.ts';

const reading = (system: string, fields: Partial<Reading> = {}): Reading => ({
  system,
  accountId: '1',
  updatedAt: null,
  text: 'Anna',
  key: 'anna',
  completeness: 1,
  position: 0,
  ...fields,
});
const group = (...readings: [Reading, ...Reading[]]): Group => readings;
const trust = ['erp', 'crm'];

/** [criterion, what it prefers, better, worse] */
const preferences: [CriterionName, string, Group, Group][] = [
  ['TRUSTED_SOURCE', 'the system that stands first', group(reading('erp')), group(reading('crm'))],
  ['TRUSTED_SOURCE', 'a listed system over one that is not', group(reading('crm')), group(reading('shop'))],
  [
    'TRUSTED_SOURCE',
    'the best of several systems',
    group(reading('shop'), reading('erp')),
    group(reading('crm'), reading('crm')),
  ],
  [
    'MOST_RECENT',
    'the later time',
    group(reading('a', { updatedAt: '2024-05-01T00:00:00Z' })),
    group(reading('b', { updatedAt: '2024-04-30T23:59:59Z' })),
  ],
  [
    'MOST_RECENT',
    'half a second later, though the text sorts before',
    group(reading('a', { updatedAt: '2024-05-01T00:00:00.5Z' })),
    group(reading('b', { updatedAt: '2024-05-01T00:00:00Z' })),
  ],
  [
    'MOST_RECENT',
    'any time over none',
    group(reading('a', { updatedAt: '1970-01-01T00:00:00Z' })),
    group(reading('b')),
  ],
  [
    'MOST_RECENT',
    'the latest of several',
    group(reading('a', { updatedAt: '2001-01-01T00:00:00Z' }), reading('b', { updatedAt: '2024-01-01T00:00:00Z' })),
    group(reading('c', { updatedAt: '2023-01-01T00:00:00Z' })),
  ],
  ['MOST_FREQUENT', 'what more accounts say', group(reading('a'), reading('b')), group(reading('c'))],
  [
    'MOST_FREQUENT',
    'two accounts of one system over one account that says it twice',
    group(reading('a'), reading('a', { accountId: '2' })),
    group(reading('c'), reading('c', { position: 1 }), reading('c', { position: 2 })),
  ],
  ['MOST_COMPLETE', 'what says more', group(reading('a', { completeness: 3 })), group(reading('b'))],
  ['BEST_WRITTEN', 'both cases over capitals', group(reading('a')), group(reading('b', { text: 'ANNA' }))],
  ['BEST_WRITTEN', 'both cases over small letters', group(reading('a')), group(reading('b', { text: 'anna' }))],
  [
    'BEST_WRITTEN',
    'accents over none',
    group(reading('a', { text: 'Müller' })),
    group(reading('b', { text: 'Mueller' })),
  ],
  ['LISTED_FIRST', 'what its account lists first', group(reading('a')), group(reading('b', { position: 1 }))],
];

describe('criteria', () => {
  test.each(preferences)('%s prefers %s', (name, _, better, worse) => {
    expect(criteria[name](better, worse, { trust })).toBeLessThan(0);
    expect(criteria[name](worse, better, { trust })).toBeGreaterThan(0);
  });

  test('every registered criterion is listed, prefers something here, and can be undecided', () => {
    expect([...criterionNames].sort()).toEqual(Object.keys(criteria).sort());
    expect(new Set(preferences.map(([name]) => name))).toEqual(new Set(criterionNames));
    const same = group(reading('a'));
    for (const name of criterionNames) expect(criteria[name](same, [...same], { trust })).toBe(0);
  });

  test('without trust no source is preferred', () => {
    expect(criteria.TRUSTED_SOURCE(group(reading('a')), group(reading('b')), { trust: [] })).toBe(0);
  });
});
