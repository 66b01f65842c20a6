import { identifier, organizationComparisons, personComparisons } from './default-comparisons.ts';
import type { BlockRule, ComparisonRule, Rules, VetoRule } from './rules.ts';

const on = (features: string, most = 120): BlockRule => ({ on: features.split(' '), most });

/** Of namesakes. */
const sameName = { given: ['exact', 'rearranged', 'alias'], family: ['exact'] };
/** Numbers that belong to one alone. */
const sameNumber = { nationalId: ['exact'], taxNumber: ['exact'] };

/** What holds for any house; `hub identity evaluate --rules` takes a file in its place. */
export const defaultRules: Rules = {
  persons: {
    blocks: [
      on('nationalId'),
      on('taxNumber'),
      on('email'),
      on('phone givenSound'),
      on('phone familySound'),
      on('phoneTail'),
      on('familySound employer', 60),
      on('givenSound employer', 60),
      on('name birthOn'),
      on('familySound birthOn'),
      on('givenSound birthOn'),
      on('postal birthOn'),
      on('postal givenSound'),
      on('postal wordSound'),
      on('streetLine city'),
      on('streetLine givenSound'),
      on('streetLine familySound'),
      on('name postalArea'),
      on('name city'),
      on('forms'),
      on('given family'),
      on('family fullForm', 60),
      on('givenSound familySound city'),
      on('givenSound familySound birthYear'),
      on('givenSound familySound postalArea'),
      on('givenSound familySound', 60),
      on('family birthDay'),
      on('postal birthYear'),
      on('postal birthDay'),
      on('city birthOn'),
      on('postal', 60),
      on('emailName'),
      on('birthOn', 60),
      on('wordLetters birthOn'),
      on('wordLetters city', 60),
      on('wordSound birthMonth'),
      on('wordSound birthYear', 60),
      on('wordSound city', 60),
      on('wordSound streetLine'),
      on('emailStart', 60),
      on('birthMonth city', 60),
    ],
    comparisons: personComparisons,
    vetoes: [
      {
        atMost: -8,
        reason: 'a Chinese and a Western given name, and no e-mail address or phone in common',
        when: { given: ['other kind'] },
        unless: { ...sameNumber, 'birth date': ['exact'], email: ['exact'], phone: ['exact'] },
      },
      {
        atMost: -8,
        reason: 'other given names, and nothing that belongs to one person alone agrees',
        when: { given: ['other', 'near'] },
        unless: { 'birth date': ['exact', 'one slip'], nationalId: ['exact', 'slip'], taxNumber: ['exact', 'slip'] },
      },
      {
        atMost: -8,
        reason: 'another birth date and another e-mail address',
        when: { 'birth date': ['other', 'year or day'], email: ['other'] },
        unless: { ...sameNumber, phone: ['exact'], address: ['exact', 'similar'] },
      },
      {
        atMost: -8,
        reason: 'another birth date and another phone',
        when: { 'birth date': ['other', 'year or day'], phone: ['other'] },
        unless: { ...sameNumber, email: ['exact', 'similar'], address: ['exact', 'similar'] },
      },
      {
        atMost: -8,
        reason: 'another e-mail address and another home: only the name agrees',
        when: { email: ['other'], address: ['other street', 'elsewhere'] },
        unless: { ...sameNumber, 'birth date': ['exact', 'one slip'], phone: ['exact', 'same ending'] },
      },
      {
        atMost: -8,
        reason: 'another phone and another home: only the name agrees',
        when: { phone: ['other'], address: ['other street', 'elsewhere'] },
        unless: { ...sameNumber, 'birth date': ['exact', 'one slip'], email: ['exact', 'same name'] },
      },
      {
        atMost: -8,
        reason: 'another e-mail address, another phone and not the same home: only name and town agree',
        when: { email: ['other'], phone: ['other'], address: ['postal code', 'town', 'other street', 'elsewhere'] },
        unless: { ...sameNumber, 'birth date': ['exact', 'one slip'] },
      },
      {
        atMost: -8,
        reason: 'a like name, another e-mail address and another home',
        when: { given: ['similar', 'near'], email: ['other', 'similar'], address: ['other street', 'elsewhere'] },
        unless: { ...sameNumber, 'birth date': ['exact', 'one slip'] },
      },
      {
        atMost: -8,
        reason: 'a like family name, another e-mail address and another home',
        when: { family: ['similar', 'near'], email: ['other', 'similar'], address: ['other street', 'elsewhere'] },
        unless: { ...sameNumber, 'birth date': ['exact', 'one slip'] },
      },
      {
        atMost: -8,
        reason: 'only like given names and the birth date agree: sisters or brothers',
        when: { given: ['near'], 'birth date': ['exact'] },
        unless: {
          ...sameNumber,
          middle: ['exact'],
          email: ['exact', 'same name', 'similar'],
          phone: ['exact', 'same ending'],
          address: ['exact', 'similar', 'postal code', 'town'],
          employer: ['exact', 'and more'],
        },
      },
      {
        atMost: -8,
        reason: 'two given names of their own, and nothing that belongs to one person alone agrees',
        when: { 'full given names': ['two'] },
        unless: {
          'birth date': ['exact', 'one slip'],
          nationalId: ['exact', 'slip'],
          taxNumber: ['exact', 'slip'],
          middle: ['exact'],
        },
      },
      {
        atMost: -Infinity,
        reason: 'father and son',
        when: { suffix: ['other'] },
        unless: { nationalId: ['exact'] },
      },
      {
        atMost: -20,
        reason: 'one has a Jr or Sr, and the e-mail addresses differ: father and son',
        when: { suffix: ['only one has any'], email: ['other'] },
        unless: { ...sameNumber, 'birth date': ['exact', 'one slip'] },
      },
      {
        atMost: -1,
        below: 8,
        reason: 'another street in one town, and nothing else but a common name agrees',
        when: { address: ['other street'] },
        unless: {
          ...sameNumber,
          'birth date': ['exact', 'one slip', 'two slips'],
          middle: ['exact'],
          email: ['exact', 'same name', 'similar'],
          phone: ['exact', 'same ending'],
          employer: ['exact', 'and more'],
        },
      },
      ...(['email', 'phone'] as const).map((shared) => ({
        atMost: -8,
        reason: `two given names of their own, one birth date and one ${shared} for both: twins`,
        when: { 'full given names': ['two'], 'birth date': ['exact'], [shared]: ['exact'] },
        unless: { ...sameNumber, middle: ['exact'] },
      })),
      {
        atMost: -8,
        below: 6,
        reason: 'two given names of their own, one birth date and one home: twins, unless much more agrees',
        when: {
          family: ['exact'],
          'full given names': ['two'],
          'birth date': ['exact'],
          address: ['exact', 'similar'],
        },
        unless: { ...sameNumber, middle: ['exact'] },
      },
      {
        atMost: -1,
        below: 5,
        reason: 'another birth date at one home: namesakes of one family, unless more than a common name agrees',
        when: { ...sameName, 'birth date': ['other'], address: ['exact', 'similar'] },
        unless: sameNumber,
      },
      {
        atMost: -1,
        below: 1,
        reason: 'another home, and nothing but a common name agrees',
        when: { ...sameName, address: ['other street', 'elsewhere'] },
        unless: {
          ...sameNumber,
          'birth date': ['exact', 'one slip', 'two slips', 'year or day', 'other'],
          middle: ['exact'],
          email: ['exact', 'same name', 'similar'],
          phone: ['exact', 'same ending', 'one digit'],
          employer: ['exact', 'and more', 'similar'],
        },
      },
    ],
    personal: { ...sameNumber, 'birth date': ['exact'] },
    cluster: { review: -4, pair: 0, mean: -0.5, margin: 6, sure: 6 },
  },
  organizations: {
    blocks: [
      on('taxNumber'),
      on('organization'),
      on('email'),
      on('phone'),
      on('phoneTail'),
      on('organizationSound city'),
      on('organizationSound postalArea'),
      on('streetLine'),
      on('postal organizationSound'),
      on('organizationWord city', 60),
      on('emailDomain', 60),
    ],
    comparisons: organizationComparisons,
    vetoes: [
      {
        atMost: -12,
        reason: 'a name with more in it, at another mail domain: a sister company',
        when: { organization: ['and more', 'similar'], domain: ['other'] },
        unless: { ...sameNumber, phone: ['exact'] },
      },
      {
        atMost: -12,
        reason: 'a name with more in it, at another address: a sister company',
        when: { organization: ['and more'], address: ['town', 'other street', 'elsewhere'] },
        unless: { ...sameNumber, domain: ['exact'], phone: ['exact', 'same ending'] },
      },
      { atMost: -Infinity, reason: 'other tax numbers', when: { taxNumber: ['other'] }, unless: {} },
      {
        atMost: -8,
        reason: 'other names, and no number in common',
        when: { organization: ['other', 'a word'] },
        unless: { taxNumber: ['exact'], domain: ['exact'], phone: ['exact'] },
      },
    ],
    personal: sameNumber,
    cluster: { review: -4, pair: 1, mean: 0, margin: 6, sure: 8 },
  },
};

/**
 * Attributes without a canonical name: compared as they are, and each is a reason to look at a pair together with a name.
 * Those of `identifying`, of which each value belongs to one, count as other numbers of their kind do.
 */
export function withExtras(rules: Rules, extras: readonly string[], identifying: readonly string[] = []): Rules {
  const comparisons = extras.map((feature): ComparisonRule =>
    identifying.includes(feature)
      ? identifier(feature)
      : {
          name: feature,
          measure: 'similar',
          feature,
          levels: ['exact', 'similar', 'other'],
          expected: [0.8, 0.1, 0.1],
        },
  );
  const blocks = extras.flatMap((feature) => [
    ...(identifying.includes(feature) ? [on(feature)] : []),
    on(`familySound ${feature}`),
    on(`given ${feature}`),
    on(`name ${feature}`),
    on(`single ${feature}`),
    on(`birthYear ${feature}`),
    on(`postal ${feature}`),
    on(`postalArea ${feature}`, 60),
  ]);
  const pairs = extras.flatMap((a, at) => extras.slice(at + 1).map((b) => on(`${a} ${b}`)));
  const same = Object.fromEntries(identifying.map((feature) => [feature, ['exact']]));
  const agreeing = Object.fromEntries(extras.map((feature) => [feature, ['exact']]));
  const excused = (veto: VetoRule): VetoRule => ({
    ...veto,
    unless: {
      ...veto.unless,
      ...('nationalId' in veto.unless && same),
      // where any other agreement excuses, so does theirs
      ...('middle' in veto.unless && agreeing),
    },
  });
  const extended = (kind: Rules['persons']): Rules['persons'] => ({
    ...kind,
    blocks: [...kind.blocks, ...blocks, ...pairs],
    comparisons: [...kind.comparisons, ...comparisons],
    vetoes: kind.vetoes.map(excused),
    personal: { ...kind.personal, ...same },
  });
  return extras.length === 0
    ? rules
    : { persons: extended(rules.persons), organizations: extended(rules.organizations) };
}
