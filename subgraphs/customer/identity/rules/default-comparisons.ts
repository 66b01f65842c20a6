import type { ComparisonRule } from './rules.ts';

const name = (part: 'given' | 'family'): ComparisonRule => ({
  name: part,
  measure: part === 'given' ? 'givenName' : 'familyName',
  levels: ['exact', 'rearranged', 'alias', 'similar', 'near', 'other', ...(part === 'given' ? ['other kind'] : [])],
  expected: part === 'given' ? [0.75, 0.04, 0.06, 0.08, 0.02, 0.04, 0.01] : [0.8, 0.04, 0.03, 0.08, 0.02, 0.03],
  atRandom:
    part === 'given'
      ? [0.003, 0.0001, 0.002, 0.002, 0.0015, 0.99, 0.0014]
      : [0.0035, 0.0001, 0.0005, 0.0015, 0.0012, 0.9932],
});

/** Of a number that an authority gives to one. */
export const identifier = (feature: string): ComparisonRule => ({
  name: feature,
  measure: 'identifier',
  feature,
  levels: ['exact', 'slip', 'other'],
  expected: [0.93, 0.05, 0.02],
  atRandom: [0.00002, 0.0001, 0.99988],
});

const email: ComparisonRule = {
  name: 'email',
  measure: 'email',
  levels: ['exact', 'same name', 'similar', 'other'],
  expected: [0.6, 0.1, 0.1, 0.2],
  atRandom: [0.00005, 0.00002, 0.0001, 0.99983],
};
const phone: ComparisonRule = {
  name: 'phone',
  measure: 'phone',
  levels: ['exact', 'same ending', 'one digit', 'other'],
  expected: [0.7, 0.05, 0.05, 0.2],
  atRandom: [0.0003, 0.003, 0.002, 0.9947],
};
const address: ComparisonRule = {
  name: 'address',
  measure: 'address',
  levels: ['exact', 'similar', 'postal code', 'town', 'other street', 'elsewhere'],
  expected: [0.5, 0.12, 0.08, 0.1, 0.05, 0.15],
  atRandom: [0.00005, 0.00005, 0.0002, 0.006, 0.01, 0.9837],
};

/** `atRandom` is what was learned of five companies and labelled sets of thousands of records, rounded. */
export const personComparisons: readonly ComparisonRule[] = [
  name('given'),
  name('family'),
  // no evidence of its own: it says what a short form or an initial between the two must not hide
  { name: 'full given names', measure: 'fullGivenNames', levels: ['two'], expected: [1] },
  {
    name: 'single name',
    measure: 'singleName',
    levels: ['in the name', 'like one in the name', 'not in the name'],
    expected: [0.6, 0.3, 0.1],
    atRandom: [0.007, 0.008, 0.985],
  },
  {
    name: 'middle',
    measure: 'middleName',
    levels: ['exact', 'similar', 'other'],
    expected: [0.6, 0.25, 0.15],
    atRandom: [0.04, 0.06, 0.9],
  },
  {
    name: 'suffix',
    measure: 'nameSuffix',
    levels: ['exact', 'other', 'only one has any'],
    expected: [0.6, 0.02, 0.38],
    atRandom: [0.005, 0.005, 0.99],
  },
  {
    name: 'birth date',
    measure: 'birthDate',
    levels: ['exact', 'one slip', 'two slips', 'year or day', 'other'],
    expected: [0.8, 0.12, 0.03, 0.02, 0.03],
    atRandom: [0.0001, 0.0015, 0.015, 0.0114, 0.972],
  },
  {
    name: 'gender',
    measure: 'equal',
    feature: 'gender',
    levels: ['exact', 'other'],
    expected: [0.97, 0.03],
    atRandom: [0.5, 0.5],
  },
  identifier('nationalId'),
  identifier('taxNumber'),
  email,
  phone,
  address,
  {
    name: 'employer',
    measure: 'employer',
    levels: ['exact', 'and more', 'similar', 'a word', 'other'],
    expected: [0.6, 0.1, 0.1, 0.05, 0.15],
    atRandom: [0.001, 0.0003, 0.0003, 0.03, 0.9684],
  },
];

export const organizationComparisons: readonly ComparisonRule[] = [
  {
    name: 'organization',
    measure: 'organizationName',
    levels: ['exact', 'and more', 'similar', 'a word', 'other'],
    expected: [0.75, 0.1, 0.08, 0.04, 0.03],
    atRandom: [0.0001, 0.0001, 0.0002, 0.04, 0.9596],
  },
  identifier('taxNumber'),
  {
    name: 'domain',
    measure: 'equal',
    feature: 'emailDomain',
    levels: ['exact', 'other'],
    expected: [0.85, 0.15],
    atRandom: [0.0002, 0.9998],
  },
  phone,
  address,
];
