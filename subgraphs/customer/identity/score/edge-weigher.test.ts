import { describe, expect, it } from 'vitest';
import { identityRecord } from '../../testing/identity-record.ts';
import { Aliases } from '../compare/aliases.ts';
import { featureSet } from '../features/feature-set.ts';
import { defaultRules } from '../rules/default-rules.ts';
import type { KindRules, VetoRule } from '../rules/rules.ts';
import { edgeWeigher } from './edge-weigher.ts';
import { expectedM } from './learn.ts';
import { unlearnedModel } from './learned.ts';
import type { Model } from './model.ts';
import { seededRandom } from './random.ts';
import { weigher } from './weigh.ts';

const random = seededRandom(8);
const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? '';
const some = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(() => random(3) > 0));
const records = Array.from({ length: 150 }, (_, at) =>
  identityRecord(
    some({
      name: `${pick(['Anna', 'Ana', 'Otto', 'Jim', 'James'])} ${pick(['Berg', 'Bergh', 'Stone'])}${pick(['', ' Jr'])}`,
      email: `${pick(['anna', 'otto', 'jim'])}@example.com`,
      phone: `+1 212 555 01${String(10 + random(9))}`,
      birth_on: pick(['1970-01-02', '1970-02-01', '1981-05-06']),
      street: pick(['1 Main Street', '2 Main Street', '9 Low Road']),
      city: pick(['Springfield', 'Shelbyville']),
      organization_name: pick(['Northwind', 'Northwind Traders', 'Contoso']),
      tax_number: pick(['12345678', '87654321']),
    }),
    'PERSON',
    String(at),
  ),
);
const set = featureSet(records);

function modelBy(rules: KindRules): Model {
  const model = unlearnedModel(set, rules, new Aliases(), 0.001);
  model.m = expectedM(model);
  model.u = model.m.map((row) => row.map((_, level) => (level === 0 ? 1 : level / 10)));
  return model;
}

const mild: VetoRule = { atMost: 3, reason: 'mild', when: { address: ['exact'] }, unless: {} };
const missing: VetoRule = { atMost: -9, reason: 'not here', when: { extra_colour: ['exact'] }, unless: {} };
const { persons, organizations } = defaultRules;

describe('weights of edges', () => {
  it.each([
    ['persons', persons],
    ['organizations', organizations],
    ['a mild veto first', { ...persons, vetoes: [mild, ...persons.vetoes] }],
    ['a comparison that nobody has', { ...persons, vetoes: [missing, ...persons.vetoes] }],
    ['more vetoes than bits', { ...persons, vetoes: Array.from({ length: 4 }, () => persons.vetoes).flat() }],
    ['no veto', { ...persons, vetoes: [] }],
  ])('are those of all comparisons wherever they are enough: %s', (_, rules) => {
    const model = modelBy(rules);
    for (const least of [-20, -4, 2]) {
      const [weigh, weighEdge] = [weigher(model), edgeWeigher(model, least)];
      let enough = 0;
      for (let a = 0; a < records.length; a += 1)
        for (let b = a + 1; b < records.length; b += 1) {
          const [expected, found] = [weigh(a, b), weighEdge(a, b)];
          if (expected >= least) enough += 1;
          if (expected >= least ? !Object.is(found, expected) : found >= least)
            expect.fail(`${String(a)} and ${String(b)}: ${String(found)}, not ${String(expected)}`);
        }
      expect(enough).toBeGreaterThan(100);
    }
  });
});
