import type { Row } from '../../../../kit/relation.ts';
import type { customers } from '../../relations.ts';
import type { IdentityAccount } from '../account.ts';
import { eachEmail, normaliseEmail } from './email.ts';
import { looksLikeOrganization } from './organization-name.ts';
import { normalisePhone } from './phone.ts';
import { normaliseNationalId, normaliseTaxNumber } from './registration.ts';

/** Raise it when normalising changes: every stored account is then normalised anew by the next sync. */
export const NORMALISER_VERSION = 2;

export type CustomerRow = Row<typeof customers>;

/** PostgreSQL has no NUL character, with which legacy systems fill up fields of a fixed length. */
function keepable(text: string | null): string | null {
  if (text?.includes('\0') !== true) return text;
  const rest = text.replaceAll('\0', '');
  return rest.trim() === '' ? null : rest;
}

const keepableRow = (row: CustomerRow): CustomerRow => ({
  ...row,
  name: keepable(row.name),
  given_name: keepable(row.given_name),
  middle_name: keepable(row.middle_name),
  family_name: keepable(row.family_name),
  organization_name: keepable(row.organization_name),
  other_name: keepable(row.other_name),
  email: row.email.flatMap((text) => keepable(text) ?? []),
  phone: row.phone.flatMap((text) => keepable(text) ?? []),
  street: keepable(row.street),
  city: keepable(row.city),
  region: keepable(row.region),
  postal_code: keepable(row.postal_code),
  country: keepable(row.country),
  gender: keepable(row.gender),
});

const each = (values: (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

/** `PERSON`, `ORGANIZATION`, or null when neither the system nor the names say. */
function kindOf(row: CustomerRow): IdentityAccount['kind'] {
  if (row.kind === 'PERSON' || row.kind === 'ORGANIZATION') return row.kind;
  if (row.given_name !== null || row.family_name !== null || row.birth_on !== null) return 'PERSON';
  if (row.organization_name !== null && row.name === null) return 'ORGANIZATION';
  return row.name !== null && looksLikeOrganization(row.name) ? 'ORGANIZATION' : null;
}

/** A row of a customers feed as the matching engine reads it. Pure. */
export function normaliseAccount(given: CustomerRow): IdentityAccount {
  const row = keepableRow(given);
  const country = row.country !== null && /^[a-z]{2}$/i.test(row.country) ? row.country.toUpperCase() : null;
  return {
    system: row.system,
    accountId: row.account_id,
    kind: kindOf(row),
    name: row.name,
    givenName: row.given_name,
    middleName: row.middle_name,
    familyName: row.family_name,
    organizationName: row.organization_name,
    otherName: row.other_name,
    emails: each(row.email.flatMap(eachEmail).map(normaliseEmail)),
    phones: each(row.phone.map((text) => normalisePhone(text, country)?.number ?? null)),
    street: row.street,
    city: row.city,
    region: row.region,
    postalCode: row.postal_code,
    country,
    birthOn: row.birth_on,
    gender: row.gender,
    nationalId: row.national_id === null ? null : normaliseNationalId(row.national_id),
    taxNumber: row.tax_number === null ? null : normaliseTaxNumber(row.tax_number, country),
    updatedAt: row.updated_at,
  };
}
