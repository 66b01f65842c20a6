import { afterAll, describe, expect, it } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { PairList } from '../block/candidate-pairs.ts';
import { Aliases } from '../compare/aliases.ts';
import { featureSet } from '../features/feature-set.ts';
import { defaultRules, withExtras } from '../rules/default-rules.ts';
import { expectedM } from '../score/learn.ts';
import { unlearnedModel } from '../score/learned.ts';
import { alone } from '../score/pair-work.ts';
import { seededRandom } from '../score/random.ts';
import { Crew } from './crew.ts';
import { Parts } from './parts.ts';

const random = seededRandom(21);
const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? '';
const records = Array.from({ length: 200 }, (_, at) =>
  identityRecord(
    {
      name: `${pick(['Anna', 'Otto', 'Ruth', 'Karl', '小明'])} ${pick(['Berg', 'Stone', 'Lind', 'Bergh'])}`,
      ...(random(2) > 0 && { email: `${pick(['anna', 'otto', 'karl'])}${String(random(20))}@example.com` }),
      ...(random(2) > 0 && { extra_colour: pick(['red', 'green', 'blue']) }),
      organization_name: `${pick(['Northwind', 'Contoso'])} ${pick(['Traders', 'Tooling', ''])}`,
    },
    'PERSON',
    String(at),
  ),
);
const set = featureSet(records);
const rules = withExtras(defaultRules, ['extra_colour']);
const pairs = new PairList(20_000);
for (let a = 0; a < records.length; a += 1) for (let b = a + 1; b < records.length; b += 1) pairs.push(a, b);

const modelOf = (kind: keyof typeof rules, aliases: Aliases) => {
  const model = unlearnedModel(set, rules[kind], aliases, 0.001);
  model.m = expectedM(model);
  model.u = model.m.map((row) => row.map((_, level) => (level === 0 ? 1 : level / 10)));
  return model;
};

describe('a crew', () => {
  const crew = new Crew(3, set, [rules.persons, rules.organizations]);
  afterAll(() => {
    crew.end();
  });

  it('finds of every pair what one thread finds, by any rules and any names', () => {
    const known = new Aliases(['family berg lind', 'given anna ruth']);
    for (const kind of ['persons', 'organizations', 'persons'] as const) {
      crew.take(rules[kind]);
      for (const aliases of [new Aliases(), known]) {
        const model = modelOf(kind, aliases);
        const levels = crew.levels(model, pairs);
        expect(new Set(levels).size).toBeGreaterThan(3);
        expect(Buffer.from(levels).equals(Buffer.from(alone.levels(model, pairs)))).toBe(true);
        const weights = crew.weights(model, pairs, -20);
        expect(new Set(weights).size).toBeGreaterThan(20);
        expect([...weights]).toEqual([...alone.weights(model, pairs, -20)]);
      }
    }
  });
});

describe('parts of a job', () => {
  it('are done once each by whoever comes, and nothing is left', () => {
    const seen = new Uint8Array(10_000);
    const parts = Parts.of(seen.length);
    const count = (from: number, to: number): void => {
      for (let at = from; at < to; at += 1) seen[at] = (seen[at] ?? 0) + 1;
    };
    parts.doAll(count);
    new Parts(parts.states, seen.length).doAll(count);
    expect(parts.finish(count, 1000)).toBe(true);
    expect(seen.every((times) => times === 1)).toBe(true);
  });

  it('are done here when somebody took one and never came back', () => {
    const seen = new Uint8Array(10_000);
    const parts = Parts.of(seen.length);
    // the first part is taken, as by a thread that dies on it
    Atomics.add(parts.states, 0, 1);
    Atomics.store(parts.states, 1, 1);
    const mark = (from: number, to: number): void => void seen.fill(1, from, to);
    parts.doAll(mark);
    expect(seen.some((times) => times === 0)).toBe(true);
    expect(parts.finish(mark, 5)).toBe(false);
    expect(seen.every((times) => times === 1)).toBe(true);
  });
});
