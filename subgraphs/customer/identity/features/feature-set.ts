import { withoutUmlauts, words } from '../normalise/fold.ts';
import { normaliseEmail } from '../normalise/email.ts';
import { organizationCore } from '../normalise/organization-name.ts';
import { normalisePhone } from '../normalise/phone.ts';
import { normaliseNationalId, normaliseTaxNumber } from '../normalise/registration.ts';
import { isOrganization, valueOf, type IdentityRecord } from '../record.ts';
import { postalArea, postalCode, streetParts } from './address.ts';
import { FeatureColumn } from './column.ts';
import { readDate } from './date.ts';
import { personName, type PersonName } from './person-name.ts';
import { soundOf } from './sound.ts';

const all = (record: IdentityRecord, attribute: string): readonly string[] => record.values[attribute] ?? [];
const folded = (text: string): string => words(text).join(' ');

/** `given` + `family` in every order that a form or a language may give them: `wangxiaoming`, `xiaomingwang`. */
function rearrangements({ words: parts }: PersonName): string[] {
  if (parts.length < 2) return [];
  return parts.map((_, at) => [...parts.slice(at), ...parts.slice(0, at)].join(''));
}

/** Addresses; misspelt ones as they stand, since they may still be like the right one. */
function emails(record: IdentityRecord): string[] {
  return all(record, 'email').flatMap((text) => {
    const address = text.replace(/^.*<|>.*$/g, '');
    const misspelt = address.includes('@') && address.length > 7 ? address.toLowerCase().trim() : null;
    return normaliseEmail(address) ?? misspelt ?? [];
  });
}

/** The letters that a word has, whatever their order and number: slips of the fingers keep them. */
const lettersIn = (word: string): string => [...new Set(word)].sort().join('');

function phones(record: IdentityRecord): string[] {
  const country = valueOf(record, 'country').toUpperCase();
  const region = /^[A-Z]{2}$/.test(country) ? country : null;
  return all(record, 'phone').flatMap((text) => normalisePhone(text, region)?.number ?? []);
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Everything that rules may compare or block by, by name. A feature of one record is a list of texts. */
type Extract = (record: IdentityRecord, name: PersonName) => readonly string[];

const birth = (record: IdentityRecord): string => readDate(valueOf(record, 'birth_on'));

const features: Readonly<Record<string, Extract>> = {
  given: (_, name) => [name.given],
  family: (_, name) => [name.family.replaceAll(' ', '')],
  middle: (_, name) => [name.middle],
  single: (_, name) => [name.single],
  suffix: (_, name) => [name.suffix],
  name: (_, name) => [name.words.join(' ')],
  word: (_, name) => name.words,
  forms: (_, name) => rearrangements(name),
  givenSound: (_, name) => [soundOf(name.given)],
  familySound: (_, name) => [soundOf(name.family)],
  wordSound: (_, name) => name.words.map(soundOf),
  wordLetters: (_, name) => name.words.map(lettersIn).filter((letters) => letters.length > 2),
  otherFamily: (record) => all(record, 'other_name').flatMap((text) => words(text).slice(-1)),
  birthOn: (record) => [birth(record)],
  birthYear: (record) => [birth(record).slice(0, 4)],
  birthMonth: (record) => [birth(record).slice(0, 7)],
  birthDay: (record) => [birth(record).slice(5)],
  gender: (record) => [folded(valueOf(record, 'gender')).slice(0, 1)],
  nationalId: (record) => all(record, 'national_id').flatMap((text) => normaliseNationalId(text) ?? []),
  taxNumber: (record) => all(record, 'tax_number').flatMap((text) => normaliseTaxNumber(text, null) ?? []),
  email: emails,
  // a name with digits was chosen by one person; without, any namesake may have it
  emailName: (record) =>
    emails(record).flatMap((address) => (/^[^@]*\d\d/.test(address) ? (address.split('@')[0] ?? '') : [])),
  emailDomain: (record) => emails(record).flatMap((address) => address.split('@')[1] ?? []),
  emailStart: (record) => emails(record).map((address) => address.slice(0, 5)),
  phone: phones,
  phoneTail: (record) =>
    phones(record)
      .map((number) => digitsOf(number).slice(-7))
      .filter((tail) => tail.length === 7),
  street: (record) => [streetParts(valueOf(record, 'street')).street],
  house: (record) => [streetParts(valueOf(record, 'street')).house],
  streetLine: (record) => {
    const { street, house } = streetParts(valueOf(record, 'street'));
    return street === '' ? [] : [`${street} ${house}`.trim()];
  },
  postal: (record) => [postalCode(valueOf(record, 'postal_code'))],
  postalArea: (record) => [postalArea(valueOf(record, 'postal_code'))],
  city: (record) => [folded(valueOf(record, 'city'))],
  region: (record) => [folded(valueOf(record, 'region'))],
  country: (record) => [folded(valueOf(record, 'country'))],
  organization: (record) => [organizationOf(record)],
  organizationWord: (record) => organizationOf(record).split(' '),
  organizationSound: (record) => organizationOf(record).split(' ').slice(0, 1).map(soundOf),
};

/** Core of the organisation's name; `Mueller` and `Müller` are one. */
const organizationOf = (record: IdentityRecord): string =>
  withoutUmlauts(organizationCore(firstOf(record, 'organization_name', isOrganization(record) ? 'name' : '')) ?? '');

const firstOf = (record: IdentityRecord, ...attributes: string[]): string =>
  attributes.map((attribute) => valueOf(record, attribute)).find((value) => value !== '') ?? '';

export const featureNames: readonly string[] = Object.keys(features);

export interface FeatureSet {
  readonly count: number;
  /** By feature name; attributes without a canonical name are features of their own name. */
  readonly columns: ReadonlyMap<string, FeatureColumn>;
}

/** The features of these records, in their order. */
export function featureSet(records: readonly IdentityRecord[]): FeatureSet {
  const extras = new Set(
    records.flatMap(({ values }) => Object.keys(values).filter((name) => name.startsWith('extra_'))),
  );
  const columns = new Map([...featureNames, ...[...extras].sort()].map((name) => [name, new FeatureColumn()]));
  for (const record of records) {
    const name = personName(record);
    for (const [feature, extract] of Object.entries(features)) columns.get(feature)?.push(extract(record, name));
    for (const extra of extras) columns.get(extra)?.push(all(record, extra).map(folded));
  }
  return { count: records.length, columns };
}
