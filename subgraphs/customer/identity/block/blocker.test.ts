import { expect, test } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { featureSet, type FeatureSet } from '../features/feature-set.ts';
import type { BlockRule } from '../rules/rules.ts';
import { seededRandom } from '../score/random.ts';
import { Blocker } from './blocker.ts';

const random = seededRandom(7);
const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? '';
/** Records with gaps and several values, from few enough values that blocks meet. */
const records = Array.from({ length: 300 }, (_, at) =>
  identityRecord(
    {
      name: `${pick(['Anna', 'Otto', 'Ruth', 'Karl'])} ${pick(['Berg', 'Stone', 'Lind'])}`,
      ...(random(3) > 0 && { city: pick(['Oslo', 'Bergen', 'Hamar', 'Moss']) }),
      ...(random(2) > 0 && {
        email: [
          `${pick(['a', 'b', 'c', 'd'])}${pick(['1', '2'])}@example.com`,
          `x${pick(['1', '2', '3', '4'])}@example.org`,
        ],
      }),
    },
    'PERSON',
    String(at),
  ),
);
const set = featureSet(records);
const everyone = (): boolean => true;

function pairsOf(rules: readonly BlockRule[], include: (record: number) => boolean = everyone): string[] {
  const blocker = new Blocker(set, include, rules);
  const pairs: string[] = [];
  for (let record = 0; record < set.count; record += 1)
    if (include(record)) blocker.partners(record, (partner) => pairs.push(`${String(record)} ${String(partner)}`));
  return pairs;
}

/** Values of a feature of one record. */
function valuesOf({ columns }: FeatureSet, feature: string, record: number): number[] {
  const column = columns.get(feature);
  if (!column) throw new Error(`no feature ${feature}`);
  return Array.from({ length: column.end(record) - column.start(record) }, (_, at) =>
    column.at(column.start(record) + at),
  );
}

/** All pairs that share a value of every feature of a rule, found by looking at each pair; keys with too many left out. */
function oracle(rules: readonly BlockRule[]): string[] {
  const pairs: string[] = [];
  const keysOf = (on: readonly string[], record: number): string[] =>
    on.reduce<string[]>(
      (keys, f) => keys.flatMap((k) => valuesOf(set, f, record).map((v) => `${k} ${String(v)}`)),
      [''],
    );
  const all = rules.map(({ on, most }) => {
    const keys = records.map((_, record) => keysOf(on, record));
    const sizes = new Map<string, number>();
    for (const key of keys.flat()) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return keys.map((own) => own.filter((key) => (sizes.get(key) ?? 0) <= most));
  });
  for (let a = 0; a < records.length; a += 1)
    for (let b = a + 1; b < records.length; b += 1)
      if (all.some((keys) => keys[a]?.some((key) => keys[b]?.includes(key)))) pairs.push(`${String(a)} ${String(b)}`);
  return pairs;
}

const rules: readonly BlockRule[] = [
  { on: ['email'], most: 1000 },
  { on: ['name', 'city'], most: 1000 },
  { on: ['familySound', 'email'], most: 1000 },
];

test('finds every pair that shares a key by any rule, each once', () => {
  const found = pairsOf(rules);
  expect(found.length).toBeGreaterThan(1000);
  expect(new Set(found).size).toBe(found.length);
  expect([...found].sort()).toEqual(oracle(rules).sort());
});

test('leaves out blocks with more records than the rule allows, and only those', () => {
  const capped = rules.map((rule) => ({ ...rule, most: 20 }));
  const found = pairsOf(capped);
  expect(found.length).toBeGreaterThan(100);
  expect(found.length).toBeLessThan(pairsOf(rules).length);
  expect([...found].sort()).toEqual(oracle(capped).sort());
});

test('a record without a value is in no block of the rule', () => {
  const homeless = records.findIndex(({ values }) => values['city'] === undefined && values['email'] === undefined);
  expect(homeless).toBeGreaterThanOrEqual(0);
  const pairs = pairsOf(rules).filter((pair) => pair.split(' ').includes(String(homeless)));
  expect(pairs).toEqual([]);
});

test('records of the other kind are no partners, and a feature that nobody has blocks nothing', () => {
  const even = (record: number): boolean => record % 2 === 0;
  const found = pairsOf(rules, even);
  expect(found.length).toBeGreaterThan(100);
  expect(found.every((pair) => pair.split(' ').every((record) => even(Number(record))))).toBe(true);
  expect(pairsOf([{ on: ['taxNumber', 'email'], most: 100 }])).toEqual([]);
});
