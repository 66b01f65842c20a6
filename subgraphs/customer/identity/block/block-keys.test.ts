import { expect, test } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { featureSet } from '../features/feature-set.ts';
import type { BlockRule } from '../rules/rules.ts';
import { blockKeys } from './block-keys.ts';

const person = (id: string, values: Record<string, string | string[]>) => identityRecord(values, 'PERSON', id);
const anna = person('1', { name: 'Anna Berg', city: 'Oslo', email: ['a@example.com', 'b@example.com'] });
const otto = person('2', { name: 'Otto Lind', city: 'Hamar', email: 'b@example.com' });
const ruth = person('3', { name: 'Ruth Berg', city: 'Oslo' });
const rules: readonly BlockRule[] = [
  { on: ['email'], most: 10 },
  { on: ['family', 'city'], most: 10 },
  { on: ['city', 'family'], most: 10 },
  { on: ['family', 'extra_colour'], most: 10 },
];

test('are the same in any set of records and under any other rules', () => {
  const alone = blockKeys(featureSet([anna]), 0, rules);
  expect(blockKeys(featureSet([otto, ruth, anna]), 2, rules)).toEqual(alone);
  const coloured = featureSet([person('4', { extra_colour: 'red' }), anna]);
  expect(blockKeys(coloured, 1, rules)).toEqual(alone);
  expect(blockKeys(featureSet([anna]), 0, rules.toReversed())).toEqual(alone.toReversed());
  expect(alone).toMatchInlineSnapshot(`
    [
      [
        4234862780512145329n,
        13259670773426154n,
      ],
      [
        -859333187423768464n,
      ],
      [
        -4670993674416965789n,
      ],
      [],
    ]
  `);
});

test('are shared by records that agree on all features of the rule, and by no others', () => {
  const set = featureSet([anna, otto, ruth]);
  const [first, second, third] = [0, 1, 2].map((record) => blockKeys(set, record, rules));
  expect(first?.map((keys) => keys.length)).toEqual([2, 1, 1, 0]);
  expect(second?.[0]).toEqual([first?.[0]?.[1]]);
  expect(third?.[1]).toEqual(first?.[1]);
  expect(third?.[0]).toEqual([]);
  expect(new Set([first, second].flat(2)).size, 'rules do not share keys').toBe(2 + 2 + 2);
});

test('are at most twelve by one rule', () => {
  const values = Array.from({ length: 5 }, (_, at) => String(at));
  const many = person('5', { extra_a: values, extra_b: values });
  const keys = blockKeys(featureSet([many]), 0, [{ on: ['extra_a', 'extra_b'], most: 10 }])[0];
  expect(new Set(keys).size).toBe(12);
});
