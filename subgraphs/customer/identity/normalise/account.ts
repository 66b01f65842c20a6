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

const nul = '\0';
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes(nul) : Array.isArray(value) && value.some(holdsNul);

/** What is left of a text; null for nothing. */
function withoutNul(text: string): string | null {
  const rest = text.replaceAll(nul, '');
  return rest.trim() === '' ? null : rest;
}

/** PostgreSQL has no NUL character, with which legacy systems fill up fields of a fixed length. */
function keepable(row: CustomerRow): CustomerRow {
  if (!Object.values(row).some(holdsNul)) return row;
  const left = Object.entries(row).map(([column, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [column, (value as string[]).flatMap((text) => withoutNul(text) ?? [])];
    return [column, typeof value === 'string' ? withoutNul(value) : value];
  });
  return Object.fromEntries(left) as CustomerRow;
}

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
  const row = keepable(given);
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
