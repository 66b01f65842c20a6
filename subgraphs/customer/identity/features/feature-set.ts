import { readGender } from '../../golden/gender.ts';
import { isRoleMailbox } from '../normalise/email.ts';
import { words } from '../normalise/fold.ts';
import { normaliseNationalId, normaliseTaxNumber } from '../normalise/registration.ts';
import { isOrganization, valueOf, type IdentityRecord } from '../record.ts';
import { fullFormsOf } from '../rules/nicknames.ts';
import { postalArea, postalCode, townName } from './address.ts';
import { isChineseFamily, isPinyin, placeName } from './chinese.ts';
import { FeatureColumn } from './column.ts';
import { latin } from './latin.ts';
import type { PersonName } from './person-name.ts';
import { all, folded, readingOf, type Reading } from './reading.ts';
import { remembered } from './remembered.ts';
import { soundOf } from './sound.ts';

/** `given` + `family` in every order that a form or a language may give them: `wangxiaoming`, `xiaomingwang`. */
function rearrangements({ words: parts }: PersonName): string[] {
  if (parts.length < 2) return [];
  return parts.map((_, at) => [...parts.slice(at), ...parts.slice(0, at)].join(''));
}

/** The letters that a word has, whatever their order and number: slips of the fingers keep them. */
const lettersIn = (word: string): string => [...new Set(word)].sort().join('');

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Where Chinese is spoken, or where nobody says. */
const chinese = new Set(['', 'CN', 'HK', 'MO', 'SG', 'TW']);
const mayBeChinese = (record: IdentityRecord): boolean => chinese.has(valueOf(record, 'country').toUpperCase());

const genderOf = (text: string): readonly string[] => {
  const gender = readGender(text);
  return gender === 'FEMALE' || gender === 'MALE' ? [gender] : [];
};

/** What many records have in common is worked out once: words of names, towns, postal codes. */
const remembering = () => ({
  sound: remembered(soundOf),
  letters: remembered(lettersIn),
  town: remembered((text) => townName(folded(placeName(latin(text))))),
  place: remembered((text) => folded(placeName(latin(text)))),
  country: remembered(folded),
  postalCode: remembered(postalCode),
  postalArea: remembered(postalArea),
});

/** Everything that rules may compare or block by, by name. A feature of one record is a list of texts. */
type Extract = (reading: Reading, known: ReturnType<typeof remembering>) => readonly string[];

const features: Readonly<Record<string, Extract>> = {
  given: ({ name }) => [name.given],
  family: ({ name }) => [name.family.replaceAll(' ', '')],
  middle: ({ name }) => [name.middle],
  // a Chinese person may go by a Western given name, which says nothing for or against the Chinese one
  chineseGiven: ({ record, name }) =>
    mayBeChinese(record) && isChineseFamily(name.family) && isPinyin(name.given) ? [name.given] : [],
  westernGiven: ({ record, name }) =>
    mayBeChinese(record) && isChineseFamily(name.family) && name.given.length > 1 && !isPinyin(name.given)
      ? [name.given]
      : [],
  // in letters that have no vowels, or others: what it sounds like is all that can be compared
  foreignScript: ({ name }) => (name.isForeign === true ? ['yes'] : []),
  single: ({ name }) => [name.single],
  suffix: ({ name }) => [name.suffix],
  name: ({ name }) => [name.words.join(' ')],
  word: ({ name }) => name.words,
  forms: ({ name }) => rearrangements(name),
  givenSound: ({ name }, { sound }) => [sound(name.given)],
  familySound: ({ name }, { sound }) => [sound(name.family)],
  wordSound: ({ name }, { sound }) => name.words.map(sound),
  wordLetters: ({ name }, { letters }) => name.words.map(letters).filter((all) => all.length > 2),
  // a family name that came or went with a marriage stands beside the other: `Meyer`, `Meyer Thomas`
  familyPart: ({ name }) =>
    [...name.family.split(' '), ...name.middle.split(' ')].filter((word, _, all) => all.length > 1 && word.length > 2),
  fullForm: ({ name }) => fullFormsOf(name.given),
  otherFamily: ({ record }) => all(record, 'other_name').flatMap((text) => words(text).slice(-1)),
  birthOn: ({ birth }) => [birth],
  birthYear: ({ birth }) => [birth.slice(0, 4)],
  birthMonth: ({ birth }) => [birth.slice(0, 7)],
  birthDay: ({ birth }) => [birth.slice(5)],
  // what can't be read says nothing against another
  gender: ({ record }) => genderOf(valueOf(record, 'gender')),
  nationalId: ({ record }) => all(record, 'national_id').flatMap((text) => normaliseNationalId(text) ?? []),
  taxNumber: ({ record }) => all(record, 'tax_number').flatMap((text) => normaliseTaxNumber(text, null) ?? []),
  email: ({ emails }) => emails,
  ownEmail: ({ emails }) => emails.filter((address) => !isRoleMailbox(address)),
  // a name with digits was chosen by one person; without, any namesake may have it
  emailName: ({ emails }) =>
    emails.flatMap((address) => (/^[^@]*\d\d/.test(address) ? (address.split('@')[0] ?? '') : [])),
  emailDomain: ({ emails }) => emails.flatMap((address) => address.split('@')[1] ?? []),
  emailStart: ({ emails }) => emails.map((address) => address.slice(0, 5)),
  phone: ({ phones }) => phones,
  phoneTail: ({ phones }) => phones.map((number) => digitsOf(number).slice(-7)).filter((tail) => tail.length === 7),
  street: ({ street: { street } }) => [street],
  house: ({ street: { house } }) => [house],
  streetLine: ({ street: { street, house } }) => (street === '' ? [] : [`${street} ${house}`.trim()]),
  postal: ({ address }, known) => [known.postalCode(address.postal)],
  postalArea: ({ address }, known) => [known.postalArea(address.postal)],
  city: ({ address }, { town }) => [town(address.city)],
  region: ({ address }, { place }) => [place(address.region)],
  country: ({ record }, known) => [known.country(valueOf(record, 'country'))],
  // names of countries are written in many ways, codes in one
  countryCode: ({ record }) => all(record, 'country').filter((text) => /^[A-Z]{2}$/.test(text)),
  organization: ({ organizations }) => organizations,
  employer: ({ record, organizations }) => (isOrganization(record) ? [] : organizations),
  organizationWord: ({ organizations }) => organizations.flatMap((name) => name.split(' ')),
  organizationSound: ({ organizations }, { sound }) => organizations.map((name) => sound(name.split(' ')[0] ?? '')),
};

export const featureNames: readonly string[] = Object.keys(features);

export interface FeatureSet {
  readonly count: number;
  /** By feature name; attributes without a canonical name are features of their own name. */
  readonly columns: ReadonlyMap<string, FeatureColumn>;
}

/**
 * The features of these records, in their order; `only` these of those that have a canonical name. `onRecord` hears how many
 * are done.
 */
export function featureSet(
  records: readonly IdentityRecord[],
  only?: ReadonlySet<string>,
  onRecord: (done: number) => void = () => undefined,
): FeatureSet {
  const extras = new Set<string>();
  for (const { values } of records) for (const name in values) if (name.startsWith('extra_')) extras.add(name);
  const filling = Object.entries(features)
    .filter(([name]) => only?.has(name) !== false)
    .map(([name, extract]) => ({ name, extract, column: new FeatureColumn() }));
  const columns = new Map([
    ...filling.map(({ name, column }) => [name, column] as const),
    ...[...extras].sort().map((name) => [name, new FeatureColumn()] as const),
  ]);
  const known = remembering();
  for (const [at, record] of records.entries()) {
    if (at % 10_000 === 0) onRecord(at);
    const reading = readingOf(record);
    for (const { extract, column } of filling) column.push(extract(reading, known));
    for (const extra of extras) columns.get(extra)?.push(all(record, extra).map(folded));
  }
  return { count: records.length, columns };
}
