import { eachEmail, normaliseEmail } from '../normalise/email.ts';
import { withoutUmlauts, words } from '../normalise/fold.ts';
import { organizationCore } from '../normalise/organization-name.ts';
import { normalisePhone } from '../normalise/phone.ts';
import { isOrganization, valueOf, type IdentityRecord } from '../record.ts';
import { streetParts, type StreetParts } from './address.ts';
import { firmInEnglish } from './chinese.ts';
import { readDate } from './date.ts';
import { latin } from './latin.ts';
import { isPlaceholderName } from './placeholder.ts';
import { addressOf, countryOf, type AddressParts } from './one-line-address.ts';
import { personName, type PersonName } from './person-name.ts';

/** A record as its features see it: what several of them need is read once. */
export interface Reading {
  readonly record: IdentityRecord;
  readonly name: PersonName;
  /** `YYYY-MM-DD`; '' when unknown. */
  readonly birth: string;
  /** In lower case; misspelt ones as they stand, since they may still be like the right one. */
  readonly emails: readonly string[];
  /** E.164 where readable. */
  readonly phones: readonly string[];
  readonly address: AddressParts;
  readonly street: StreetParts;
  /** Core of the organisation's name, then of the other name that it goes by; `Mueller` and `Müller` are one. */
  readonly organizations: readonly string[];
}

export const all = (record: IdentityRecord, attribute: string): readonly string[] => record.values[attribute] ?? [];
export const folded = (text: string): string => (text === '' ? '' : words(text).join(' '));

/** Characters of a text that count: names are compared in the square of their words, and whoever fills in a form could write any number. */
const longest = 1_000;

/** What is read of a record; of nearly all, all. */
function readable(record: IdentityRecord): IdentityRecord {
  const attributes = Object.entries(record.values);
  if (!attributes.some(([, texts]) => texts.some((text) => text.length > longest))) return record;
  const cut = attributes.map(([name, texts]) => [name, texts.map((text) => text.slice(0, longest))]);
  return { ...record, values: Object.fromEntries(cut) as IdentityRecord['values'] };
}

export function readingOf(given: IdentityRecord): Reading {
  const record = readable(given);
  const address = addressOf(record);
  return {
    record,
    name: personName(record),
    birth: readDate(valueOf(record, 'birth_on')),
    emails: emailsOf(record),
    phones: phonesOf(record),
    address,
    street: streetParts(address.street),
    organizations: organizationsOf(record),
  };
}

/** What follows a `+` sorts somebody's mail: `ann+news@` is `ann@`. */
const withoutTag = (address: string): string => address.replace(/(?<=[^+])\+[^@]*(?=@)/, '');

/** One mailbox whatever its dots: all of this provider's are. */
const ofOneMailbox = (address: string): string => {
  const [name = '', domain = ''] = address.split('@');
  return /^(gmail|googlemail)\.com$/.test(domain) ? `${name.replaceAll('.', '')}@gmail.com` : address;
};

function emailsOf(record: IdentityRecord): string[] {
  return all(record, 'email')
    .flatMap(eachEmail)
    .map((text) => {
      const address = text.replace(/^.*<|>.*$/g, '');
      const misspelt = address.includes('@') && address.length > 7 ? address.toLowerCase().trim() : null;
      return ofOneMailbox(withoutTag(normaliseEmail(address) ?? misspelt ?? ''));
    });
}

function phonesOf(record: IdentityRecord): string[] {
  const country = valueOf(record, 'country');
  const region = /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : (countryOf(folded(country)) ?? null);
  return all(record, 'phone').flatMap((text) => {
    const phone = normalisePhone(text, region);
    if (phone === null) return [];
    // what can't be read is the same number however its digits are grouped
    return phone.readable ? phone.number : phone.number.replaceAll(/\D/g, '');
  });
}

function organizationsOf(record: IdentityRecord): string[] {
  const own = valueOf(record, 'organization_name');
  const names = [own === '' && isOrganization(record) ? valueOf(record, 'name') : own];
  return (isOrganization(record) ? [...names, ...all(record, 'other_name')] : names).map((name) =>
    name === '' || isPlaceholderName(folded(name))
      ? ''
      : withoutUmlauts(organizationCore(latin(firmInEnglish(name))) ?? ''),
  );
}
