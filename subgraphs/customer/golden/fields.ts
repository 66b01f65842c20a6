import { displayNameOf } from '../profile/display-name.ts';
import { withoutUmlauts, words } from '../identity/normalise/fold.ts';
import type { GoldenAccount, NamedAccount } from './account.ts';
import { addressCompleteness, addressOf, addressText } from './address.ts';
import { readGender } from './gender.ts';
import type { GoldenField } from './rules.ts';
import { letterCount, nameCompleteness } from './writing.ts';

/** How one golden field is read from one account. */
export interface FieldDefinition<A> {
  readonly field: GoldenField;
  /** What the account says, in its order; empty when it says nothing. */
  read(account: A): readonly { readonly text: string; readonly completeness: number }[];
  /** Equal keys are one value in several spellings. */
  key(text: string): string;
}

/** Without case, accents, punctuation: `MÜLLER & Co. KG` and `Mueller & Co KG` are one value. */
const nameKey = (text: string): string => words(text).map(withoutUmlauts).join(' ') || text;

/** `Hauptstraße 1` and `Hauptstr. 1` are one street. */
const addressKey = (text: string): string => nameKey(text).replace(/stra(?:ss|s)e\b/g, 'str');

const exact = (text: string): string => text;

const one = (text: string | null, completeness: (text: string) => number = () => 1) => {
  const shown = text?.trim() ?? '';
  return shown === '' ? [] : [{ text: shown, completeness: completeness(shown) }];
};

/** A system that knows the year only writes the first of January. */
const dateCompleteness = (date: string): number => (date.endsWith('-01-01') ? 1 : 2);

/** Fields that the hub needs at sync, for lists and search. */
export const nameFields: readonly FieldDefinition<NamedAccount>[] = [
  { field: 'kind', key: exact, read: (account) => one(account.kind) },
  { field: 'displayName', key: nameKey, read: (account) => one(displayNameOf(account), nameCompleteness) },
];

/** All fields, in the order in which they are decided. */
export const allFields: readonly FieldDefinition<GoldenAccount>[] = [
  ...nameFields,
  {
    field: 'organizationName',
    key: nameKey,
    read: (account) =>
      one(account.organizationName ?? (account.kind === 'ORGANIZATION' ? account.name : null), letterCount),
  },
  { field: 'familyName', key: nameKey, read: (account) => one(account.familyName, nameCompleteness) },
  { field: 'givenName', key: nameKey, read: (account) => one(account.givenName, nameCompleteness) },
  { field: 'middleName', key: nameKey, read: (account) => one(account.middleName, nameCompleteness) },
  { field: 'birthOn', key: exact, read: (account) => one(account.birthOn, dateCompleteness) },
  {
    field: 'gender',
    key: exact,
    read: (account) => one(readGender(account.gender), (gender) => (gender === 'UNKNOWN' ? 0 : 1)),
  },
  { field: 'taxNumber', key: (text) => text.toUpperCase(), read: (account) => one(account.taxNumber, letterCount) },
  {
    field: 'primaryEmail',
    key: (text) => text.toLowerCase(),
    read: (account) => account.emails.flatMap((email) => one(email)),
  },
  {
    field: 'primaryPhone',
    key: (text) => (text.startsWith('+') ? '+' : '') + text.replace(/\D/g, ''),
    // A number that could be read as E.164 can be dialled from anywhere.
    read: (account) => account.phones.flatMap((phone) => one(phone, (text) => (/^\+\d+$/.test(text) ? 1 : 0))),
  },
  {
    field: 'primaryAddress',
    key: addressKey,
    read: (account) => {
      const address = addressOf(account);
      return address === null ? [] : one(addressText(address), () => addressCompleteness(address));
    },
  },
];
